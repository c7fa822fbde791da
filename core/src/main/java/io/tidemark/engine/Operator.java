// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import java.io.IOException;
import java.util.List;

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

    /** Takes the element in {@code row}, of the key with the id {@code key}. */
    void element(int key, Batch<E> batch, int row);

    /** The watermark is now {@code watermark}, no lower than before: fires what is complete, drops what has expired. */
    void advanceWatermark(long watermark);

    /**
     * Goes on emitting what the watermark has completed, where that was put off for elements to have their turn: about {@code panes} panes. Everything that reads or saves what the operator holds comes after all of it.
     *
     * @return whether there is more
     */
    default boolean emitMore(int panes) {
        return false;
    }

    /** Where the watermark is. */
    long watermark();

    /** The smallest watermark at which something may happen. */
    long nextWatermarkEvent();

    /** Processing time is now {@code now}, no later than {@link #nextTimer}: fires the timers that are due. */
    void advanceProcessingTime(long now);

    /** The processing time of the next timer, or {@link #NEVER}. */
    long nextTimer();

    /** How many cells of accumulators are in use. */
    int cells();

    /** The live windows of a key that overlap {@code [from, to)}, by end: at most {@code limit}. */
    List<LiveWindow> windows(int key, long from, long to, int limit);

    /**
     * The next entries of keys in the warm tier, whether they are on the heap as well or not; of one key perhaps several.
     *
     * @param after where the ones before ended, empty for the first ones
     */
    SpilledPage spilled(byte[] after, int limit);

    /** Writes what has changed since this was called last. */
    void save(ViewEntries entries);

    /** Writes up to {@code limit} entries of what {@link #save} is going to write, which then has to write only what changes from now on; returns how many entries are left for it. */
    int saveAhead(ViewEntries entries, int limit);

    /**
     * Writes what the warm tier needs to know of an entry that {@link #save} wrote in another life.
     *
     * @throws IOException when the entry is not what the operator writes
     */
    void index(String store, int key, StateInput value, ViewEntries entries) throws IOException;

    /** All that was saved is in the warm tier, and nothing of it here: finds out what it must know of it. The watermark and processing time were set before. */
    void resume();

    /** All that was saved is in the warm tier: lets go of what {@code eviction} takes. */
    void evict(Eviction eviction);

    /** How many bytes of heap the state takes, without its keys. */
    long bytes();

    /** Measures again what {@link #bytes} goes by, as the sizes of accumulators change. */
    void measure();

    /**
     * Takes over an entry that {@link #save} wrote, of a key that has the id {@code key} here. The watermark and processing time were set before.
     *
     * @param time that of the entry's key, where it has one
     * @throws IOException when the entry is not what the operator writes
     */
    void restore(String store, long time, int key, StateInput value) throws IOException;

    /** Takes {@code rows} of {@code batch} and, each at its place, the steps of {@code watermarks} before, between and after them. */
    default void run(Batch<E> batch, KeyedRows rows, long[] watermarks) {
        int reached = rows.from();
        for (int i = 0; i < rows.count(); i++) {
            int row = rows.rows()[i];
            step(watermarks, reached, row);
            element(rows.keys()[i], batch, row);
            reached = row;
        }
        step(watermarks, reached, rows.to());
    }

    /**
     * Takes the steps of {@code watermarks} from row {@code from} to row {@code to}: each at which something happens, the one before it, and the last. Were it the last alone, a pane would carry another
     * watermark, or come before or after another, with another parallelism; and which windows were complete before a key had its first pane is told by the one before.
     */
    default void step(long[] watermarks, int from, int to) {
        long last = watermarks[to];
        if (last <= watermark()) {
            return;
        }
        if (last >= nextWatermarkEvent()) {
            for (int row = from; row <= to; row++) {
                if (watermarks[row] > watermark() && watermarks[row] >= nextWatermarkEvent()) {
                    if (row > from && watermarks[row - 1] > watermark()) {
                        advanceWatermark(watermarks[row - 1]);
                    }
                    advanceWatermark(watermarks[row]);
                }
            }
        }
        if (last > watermark()) {
            advanceWatermark(last);
        }
    }
}
