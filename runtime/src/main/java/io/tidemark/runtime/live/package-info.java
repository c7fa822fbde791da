// SPDX-License-Identifier: Apache-2.0
/** Panes for those who watch: the last ones, and each as it comes, without the job waiting for anybody. */
@NullMarked
package io.tidemark.runtime.live;

import org.jspecify.annotations.NullMarked;
