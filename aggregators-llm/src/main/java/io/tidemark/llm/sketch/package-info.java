// SPDX-License-Identifier: Apache-2.0
/** Percentiles of a stream in little memory: a mergeable sketch with a bound on the relative error of every value. */
@NullMarked
package io.tidemark.llm.sketch;

import org.jspecify.annotations.NullMarked;
