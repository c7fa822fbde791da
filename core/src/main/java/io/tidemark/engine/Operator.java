// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * One view's windows on one worker. Siblings: {@link SlicedOperator}, {@link WindowOperator}, {@link CountOperator}; {@link Planner} chooses.
 *
 * <p>All calls come from one thread, in the order of the input: an element is judged against the watermark that was set before it (rule W5).
 *
 * @param <E> the element
 */
interface Operator<E> {
    /** Nothing happens at any time. */
    long NEVER = Long.MAX_VALUE;

    /** Takes an element of the key with the id {@code key}. */
    void element(int key, E element, long timestamp, int partition);

    /** The watermark is now {@code watermark}, no lower than before: fires what is complete, drops what has expired. */
    void advanceWatermark(long watermark);

    /** The smallest watermark at which something may happen, for views whose watermark is processing time. */
    long nextWatermarkEvent();

    /** Processing time is now {@code now}, no later than {@link #nextTimer}: fires the timers that are due. */
    void advanceProcessingTime(long now);

    /** The processing time of the next timer, or {@link #NEVER}. */
    long nextTimer();
}
