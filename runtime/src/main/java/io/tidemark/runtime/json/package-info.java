// SPDX-License-Identifier: Apache-2.0
/** Panes, late elements and dead letters as JSON, one object a line, the same bytes in every run. */
@NullMarked
package io.tidemark.runtime.json;

import org.jspecify.annotations.NullMarked;
