// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;

/**
 * The workers, as the feeding thread sees them: every batch goes to all of them, and takes effect in order. Siblings: {@link InlineWorkers}, {@link ThreadedWorkers}.
 *
 * @param <E> the element
 */
interface Workers<E> {
    /** Hands over a batch, without waiting for it to be done. Returns an empty one, for which it may wait. */
    Batch<E> handOver(Batch<E> filled);

    /** When there is no batch: lets the workers go on with panes that they put off, with a row of them or with all. */
    void goOn(boolean toTheEnd);

    /** Returns once everything that was handed over is done, and no pane is put off; then {@link #all} can be read. */
    void await();

    /** The workers, to be read after {@link #await}. */
    List<Worker<E>> all();

    /** How long {@link #handOver} waited for them, because all batches were under way. */
    long waitedNanos();

    /** Stops them once everything that was handed over is done, also after a failure. */
    void close();
}
