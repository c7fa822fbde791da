// SPDX-License-Identifier: Apache-2.0
package io.tidemark.key;

import io.tidemark.codec.StateCodec;
import io.tidemark.codec.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * Says which key an element belongs to. Elements are aggregated per key, and everything of one key is done by one worker.
 *
 * <p>Laws: the same element always has an equal key; keys have {@code equals} and {@code hashCode} by value. In a job that takes checkpoints the hash code is the same in every process, as that of strings, numbers, lists and records of them is;
 * that of an enum is not. A checkpoint with a key whose hash code has changed is refused.
 *
 * <p>A selector may hand out one mutable key again and again, to allocate nothing for each element: then {@link #retain} makes the copy that is kept,
 * and {@link #forThread} gives each thread a selector of its own.
 *
 * @param <E> the element
 * @param <K> the key
 */
@FunctionalInterface
public interface KeySelector<E, K> {
    /** The key of {@code element}, or null when it has none, which makes it invalid (rule K1). */
    @Nullable
    K key(E element);

    /** A key equal to {@code key} that stays as it is. */
    default K retain(K key) {
        return key;
    }

    /**
     * How a key becomes part of a checkpoint. By default a key is one of the plain values of {@link ValueCodec}, or a list of them; for keys of other types say how.
     *
     * <p>Trap: the bytes of a key find it again, in years as well. They must never change: the codec's version stays 1.
     */
    @SuppressWarnings("unchecked") // A key that is no plain value is refused when it is written.
    default StateCodec<K> codec() {
        return (StateCodec<K>) (StateCodec<?>) ValueCodec.INSTANCE;
    }

    /** A selector for one more thread; this one when it has no state. */
    default KeySelector<E, K> forThread() {
        return this;
    }
}
