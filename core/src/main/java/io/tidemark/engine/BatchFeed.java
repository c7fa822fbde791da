// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.source.SourceRecord;

/**
 * Fills batches with elements, and with the watermarks and the clock as each of them finds them, and has the workers do what is in them. {@link Pipeline} says what the calls mean.
 *
 * @param <E> the element
 */
final class BatchFeed<E> {
    private final Workers<E> workers;
    private final WatermarkTracker<E>[] trackers;
    private final boolean watchesProcessingTime;
    private Batch<E> batch;

    /** So many rows of the batch have been seen by the trackers. */
    private int tracked;

    private boolean started;
    private long now;
    private long elements;

    /** Where each watermark was when a batch was handed over last, and how many batches moved it. */
    private final long[] handedOver;

    private final long[] advances;

    /** To {@code workers}, whose pipeline has the watermarks of {@code topology}. */
    @SuppressWarnings("unchecked") // Arrays of generic types cannot be made otherwise; they stay private.
    BatchFeed(Topology<E> topology, Workers<E> workers) {
        this.workers = workers;
        watchesProcessingTime = topology.watchesProcessingTime();
        batch = topology.newBatch();
        trackers = (WatermarkTracker<E>[])
                new WatermarkTracker<?>[topology.watermarks().size()];
        for (int t = 0; t < trackers.length; t++) {
            trackers[t] = new WatermarkTracker<>(topology.watermarks().get(t));
        }
        handedOver = new long[trackers.length];
        advances = new long[trackers.length];
        noteWatermarks();
        noteHandedOver();
    }

    /** The trackers of watermarks, by number. Not a copy. */
    WatermarkTracker<E>[] trackers() {
        return trackers;
    }

    /** The watermark of the tracker with this number. */
    long watermark(int tracker) {
        track();
        return trackers[tracker].watermark();
    }

    /** Whether the clock has been started. */
    boolean isStarted() {
        return started;
    }

    /** Processing time. */
    long now() {
        return now;
    }

    /** How many elements were handed over. */
    long elements() {
        return elements;
    }

    /** Whether nothing has been done yet. */
    boolean isNew() {
        return !started && elements == 0 && batch.size() == 0;
    }

    /** Goes on as another one that had come so far; the trackers have been restored. */
    void resume(boolean wasStarted, long at, long before) {
        started = wasStarted;
        now = at;
        elements = before;
        noteWatermarks();
        noteHandedOver();
    }

    void declarePartition(int partition) {
        track();
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.declare(partition, now);
        }
    }

    void advanceProcessingTime(long to) {
        if (!started) {
            start(to);
        } else if (to > now) {
            track();
            stepThroughDueTimes(to);
            moveClock(to);
        }
    }

    void notePause(long millis) {
        if (millis > 0) {
            track();
            for (WatermarkTracker<E> tracker : trackers) {
                tracker.pausedFor(millis);
            }
        }
    }

    void add(int partition, long offset, E element, long timestamp) {
        batch.add(partition, offset, element, timestamp);
        handOverFull();
    }

    void add(SourceRecord record, E element, long timestamp) {
        batch.add(record, element, timestamp);
        handOverFull();
    }

    private void handOverFull() {
        if (batch.isFull()) {
            handOver();
        }
    }

    /** An element came that is no good for any view. */
    void skip() {
        elements++;
        handOver();
    }

    void advanceWatermark(long watermark) {
        track();
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.atLeast(watermark, now);
        }
        addWatermarkStep();
    }

    void endOfInput() {
        track();
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.endOfInput();
        }
        addWatermarkStep();
        handOver();
    }

    void handOver() {
        if (batch.size() > 0) {
            track();
            elements += batch.size() - batch.marks();
            countAdvances();
            batch = workers.handOver(batch);
            tracked = 0;
            noteWatermarks();
        } else {
            workers.goOn(false);
        }
    }

    /** Nothing comes, so that nobody waits: emits all panes that were put off. */
    void rest() {
        workers.goOn(true);
    }

    private void countAdvances() {
        for (int t = 0; t < trackers.length; t++) {
            if (trackers[t].watermark() > handedOver[t]) {
                advances[t]++;
            }
        }
        noteHandedOver();
    }

    private void noteHandedOver() {
        for (int t = 0; t < trackers.length; t++) {
            handedOver[t] = trackers[t].watermark();
        }
    }

    /** How many batches moved the watermark of the tracker with this number. */
    long advances(int tracker) {
        return advances[tracker];
    }

    void flush() {
        handOver();
        workers.await();
    }

    private void start(long at) {
        started = true;
        track();
        now = at;
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.start(at);
        }
        moveClock(at);
    }

    private void stepThroughDueTimes(long to) {
        for (long due = nextDue(to); due != WatermarkTracker.NOTHING_DUE; due = nextDue(to)) {
            // Also when that is now: what was due together with the last watermark comes after it, but before this one.
            if (watchesProcessingTime && due - 1 >= now) {
                addClock(due - 1);
            }
            now = Math.max(now, due);
            for (WatermarkTracker<E> tracker : trackers) {
                if (tracker.nextDue(now) != WatermarkTracker.NOTHING_DUE) {
                    tracker.advanceTo(now);
                }
            }
            addWatermarkStep();
        }
    }

    private long nextDue(long limit) {
        long due = WatermarkTracker.NOTHING_DUE;
        for (WatermarkTracker<E> tracker : trackers) {
            due = Math.min(due, tracker.nextDue(limit));
        }
        return due;
    }

    /** Lets the workers reach {@code to}, and then the watermarks that are processing time itself. */
    private void moveClock(long to) {
        now = to;
        if (watchesProcessingTime) {
            addClock(to);
        }
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.advanceTo(to);
        }
        addWatermarkStep();
    }

    private void addClock(long to) {
        batch.addClock(to);
        onMark();
    }

    /** Has the workers see where the watermarks are, if that is not where they were. */
    private void addWatermarkStep() {
        if (watermarksMoved()) {
            // First the step that the last element made.
            batch.addMark();
            onMark();
            noteWatermarks();
            batch.addMark();
            onMark();
        }
    }

    private boolean watermarksMoved() {
        boolean moved = false;
        for (int t = 0; t < trackers.length; t++) {
            moved |= batch.lastWatermark(t) != trackers[t].watermark();
        }
        return moved;
    }

    private void noteWatermarks() {
        for (int t = 0; t < trackers.length; t++) {
            batch.noteWatermark(t, trackers[t].watermark());
        }
    }

    private void onMark() {
        tracked = batch.size();
        handOverFull();
    }

    /** Has the watermarks follow the elements that came, at the processing time at which they came. */
    private void track() {
        if (tracked < batch.size()) {
            for (int t = 0; t < trackers.length; t++) {
                trackers[t].onElements(batch, tracked, now, batch.watermarks(t));
            }
            tracked = batch.size();
        }
    }
}
