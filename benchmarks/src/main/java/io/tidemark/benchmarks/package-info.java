// SPDX-License-Identifier: Apache-2.0
/** Measurements of the parts and of whole jobs. */
@NullMarked
package io.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
