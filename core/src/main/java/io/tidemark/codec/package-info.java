// SPDX-License-Identifier: Apache-2.0
/**
 * How values become bytes and values again: keys, accumulators, results.
 *
 * <p>{@link io.tidemark.codec.StateCodec} is what a type needs to be part of a checkpoint.
 */
@NullMarked
package io.tidemark.codec;

import org.jspecify.annotations.NullMarked;
