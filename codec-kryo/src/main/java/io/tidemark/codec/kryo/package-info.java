// SPDX-License-Identifier: Apache-2.0
/**
 * A codec for users' own accumulators, made of Kryo: {@link io.tidemark.codec.kryo.KryoCodec} is all there is to it.
 *
 * <p>Our own accumulators do not use it: they have compact codecs by hand.
 */
@NullMarked
package io.tidemark.codec.kryo;

import org.jspecify.annotations.NullMarked;
