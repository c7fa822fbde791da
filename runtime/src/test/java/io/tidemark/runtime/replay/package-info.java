// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.runtime.replay;

import org.jspecify.annotations.NullMarked;
