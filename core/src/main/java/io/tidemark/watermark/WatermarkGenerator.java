// SPDX-License-Identifier: Apache-2.0
package io.tidemark.watermark;

/**
 * Derives the watermark of one source partition from its elements. {@link Watermark} says what a watermark means.
 *
 * <p>Protocol: every valid element of the partition comes to {@link #onElement} in order, also those that a filter leaves out (rule W2). The answer may fall; the engine
 * keeps the highest. A generator is used by one thread.
 *
 * @param <E> the element
 */
@FunctionalInterface
public interface WatermarkGenerator<E> {
    /**
     * The partition's watermark after {@code element}, or {@link Watermark#MIN} when the element says nothing.
     *
     * @param timestamp the element's
     */
    long onElement(E element, long timestamp);
}
