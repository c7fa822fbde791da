// SPDX-License-Identifier: Apache-2.0
/** Panes: what one firing emits for a key and a window. */
@NullMarked
package io.tidemark.pane;

import org.jspecify.annotations.NullMarked;
