// SPDX-License-Identifier: Apache-2.0
/** Aggregates: accumulators that are created, added to, merged and turned into results. */
@NullMarked
package io.tidemark.aggregate;

import org.jspecify.annotations.NullMarked;
