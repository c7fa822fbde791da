// SPDX-License-Identifier: Apache-2.0
package io.tidemark.join;

import io.tidemark.codec.StateCodec;
import org.jspecify.annotations.Nullable;

/**
 * Makes one element of two. What waits for a partner is not the element but its <em>half</em>: what the joined element takes over of it, so that neither the heap nor a checkpoint holds more.
 *
 * <p>Laws: {@link #join} changes neither half when there are two, for a half may have many partners. All calls but those of the codec come from one thread.
 *
 * @param <E> the element
 */
public interface Pairing<E> {
    /** What is kept of {@code element}, which is on the left side or else on the right one. It shares nothing with it that is used again. */
    E half(E element, boolean isLeft);

    /**
     * The joined element. A half that found no partner comes alone, the other one being null, and is not used again.
     *
     * @param timestamp its event time
     */
    E join(@Nullable E left, @Nullable E right, long timestamp);

    /** Reads and writes halves. Its name is part of the shape of the views' state: halves of another name are never read with it. */
    StateCodec<E> codec();
}
