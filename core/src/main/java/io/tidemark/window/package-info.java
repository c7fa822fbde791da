// SPDX-License-Identifier: Apache-2.0
/** Windows: which half-open intervals an element belongs to. */
@NullMarked
package io.tidemark.window;

import org.jspecify.annotations.NullMarked;
