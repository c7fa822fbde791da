// SPDX-License-Identifier: Apache-2.0
package io.tidemark.key;

import org.jspecify.annotations.Nullable;

/**
 * Says which key an element belongs to. Elements are aggregated per key, and everything of one key is done by one worker.
 *
 * <p>Laws: the same element always has an equal key; keys have {@code equals} and {@code hashCode} by value.
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

    /** A selector for one more thread; this one when it has no state. */
    default KeySelector<E, K> forThread() {
        return this;
    }
}
