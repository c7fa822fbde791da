// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;

/**
 * The workers, as the feeding thread sees them: everything that is handed to them takes effect in order. Siblings: {@link InlineWorkers}, {@link ThreadedWorkers}.
 *
 * @param <E> the element
 */
interface Workers<E> {
    /** An element for the worker of the key group of {@code hash}. The key is the selector's: it may change after the call. */
    void element(int lane, Object key, E element, long timestamp, int hash, int partition);

    /** The watermark of {@code tracker} is now {@code watermark}. */
    void watermark(int tracker, long watermark);

    /** Processing time is now {@code now}. */
    void processingTime(long now);

    /** Hands over what is buffered, without waiting for it to be done. */
    void handOver();

    /** Returns once everything so far is done; then {@link #all} can be read. */
    void flush();

    /** The workers, to be read after {@link #flush}. */
    List<Worker<E>> all();

    /** Stops them, also after a failure. */
    void close();
}
