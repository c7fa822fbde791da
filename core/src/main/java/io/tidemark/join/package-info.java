// SPDX-License-Identifier: Apache-2.0
/** Joins of two kinds of elements by a key, within bounds of event time: what a view over pairs is defined by. */
@NullMarked
package io.tidemark.join;

import org.jspecify.annotations.NullMarked;
