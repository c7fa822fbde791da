// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.watermark.Watermark;
import java.util.Arrays;
import java.util.List;

/**
 * Stands before the workers of a pipeline with joins: copies the rows of each batch to another one, and adds the joined elements where they belong, each after the element that made it, and before the
 * watermark passes its time. Workers see the joined elements as rows of their own, which move no watermark.
 *
 * <p>Views of a join have a column of their own for their watermark. While it passes the ends of several waits in one step they see it at each: an element that is handed on because its wait is over finds the watermark
 * there, and not where it has gone.
 *
 * @param <E> the element
 */
final class Joining<E> implements Workers<E>, Joiner.Output<E> {
    private final Workers<E> workers;
    private final Joiner<E>[] joiners;

    private final int trackers;

    /** Where the watermarks are, and after them those that the views of each join see. */
    private final long[] watermarks;

    private Batch<E> out;

    /** The join whose elements are being added. */
    private int current;

    /** Before {@code workers}; {@code out} is the first batch to fill. */
    @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise; it stays private.
    Joining(Workers<E> workers, List<Joiner<E>> joiners, Topology<E> topology) {
        this.workers = workers;
        this.joiners = joiners.toArray((Joiner<E>[]) new Joiner<?>[0]);
        trackers = topology.watermarks().size();
        watermarks = new long[trackers + joiners.size()];
        Arrays.fill(watermarks, Watermark.MIN);
        out = topology.newBatch();
    }

    @Override
    public Batch<E> handOver(Batch<E> filled) {
        int clock = 0;
        for (int row = 0; row < filled.size(); row++) {
            moveTo(filled, row);
            boolean isClock = clock < filled.clocks() && filled.clockRow(clock) == row;
            clock += isClock ? 1 : 0;
            noteWatermarks();
            out.addRow(filled, row, isClock);
            handOverFull();
            if (filled.isElement(row)) {
                join(filled, row);
            }
        }
        moveTo(filled, filled.size());
        handOver();
        filled.clear();
        return filled;
    }

    /** The watermarks are where {@code batch} says that they are before {@code row}; the waits that end by that end in order. */
    private void moveTo(Batch<E> batch, int row) {
        for (int t = 0; t < trackers; t++) {
            watermarks[t] = batch.watermarks(t)[row];
        }
        for (current = 0; current < joiners.length; current++) {
            long to = watermarks[joiners[current].joint().tracker()];
            int own = trackers + current;
            for (long end = joiners[current].nextEnd(); end < to; end = joiners[current].nextEnd()) {
                watermarks[own] = Math.max(watermarks[own], end + 1);
                joiners[current].letGoFirst(this);
            }
            watermarks[own] = to;
        }
    }

    private void join(Batch<E> batch, int row) {
        for (current = 0; current < joiners.length; current++) {
            joiners[current].take(batch, row, watermarks[trackers + current], this);
        }
    }

    @Override
    public void joined(E element, long timestamp, int partition, long offset) {
        noteWatermarks();
        out.addJoined(current, partition, offset, element, timestamp);
        handOverFull();
    }

    private void noteWatermarks() {
        for (int t = 0; t < watermarks.length; t++) {
            out.noteWatermark(t, watermarks[t]);
        }
    }

    private void handOverFull() {
        if (out.isFull()) {
            handOver();
        }
    }

    private void handOver() {
        noteWatermarks();
        out = workers.handOver(out);
    }

    @Override
    public void goOn(boolean toTheEnd) {
        workers.goOn(toTheEnd);
    }

    @Override
    public void await() {
        workers.await();
    }

    @Override
    public List<Worker<E>> all() {
        return workers.all();
    }

    @Override
    public long waitedNanos() {
        return workers.waitedNanos();
    }

    @Override
    public void close() {
        workers.close();
    }
}
