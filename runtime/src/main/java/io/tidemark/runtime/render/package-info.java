// SPDX-License-Identifier: Apache-2.0
/** Tables, bars, numbers and times for people who look at a terminal. */
@NullMarked
package io.tidemark.runtime.render;

import org.jspecify.annotations.NullMarked;
