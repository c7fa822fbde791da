// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * One worker's share of the keys, for all views. It is stepped by one thread: the feeding thread itself, or a {@link WorkerAgent}'s.
 *
 * @param <E> the element
 */
final class Worker<E> {
    private final LaneWorker<E, ?>[] lanes;

    /** The operators by the tracker of their view's watermark. */
    private final List<List<Operator<E>>> byTracker = new ArrayList<>();

    /** Operators that have timers, or whose watermark is processing time, in the order of the views. */
    private final List<Operator<E>> timed = new ArrayList<>();

    /** Operators whose watermark is processing time itself. */
    private final List<Operator<E>> clocked = new ArrayList<>();

    private final long[] watermarks;
    private final List<LaneWorker<E, ?>> laneOfView = new ArrayList<>();
    private final List<Integer> indexInLane = new ArrayList<>();

    @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise; it stays private.
    Worker(Topology<E> topology, Outputs outputs) {
        lanes = (LaneWorker<E, ?>[]) new LaneWorker<?, ?>[topology.lanes().size()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new LaneWorker<>(topology.lanes().get(i), outputs);
        }
        watermarks = new long[topology.watermarks().size()];
        for (int t = 0; t < watermarks.length; t++) {
            watermarks[t] = Long.MIN_VALUE;
            byTracker.add(new ArrayList<>());
        }
        topology.views().forEach(this::add);
    }

    private void add(Topology.Placed<E> view) {
        LaneWorker<E, ?> lane = lanes[view.lane()];
        Operator<E> operator = lane.operator(view.indexInLane());
        laneOfView.add(lane);
        indexInLane.add(view.indexInLane());
        byTracker.get(view.tracker()).add(operator);
        if (Planner.watchesProcessingTime(view.view())) {
            timed.add(operator);
        }
        if (Topology.isClocked(view.view())) {
            clocked.add(operator);
        }
    }

    ViewTally tally(int view) {
        return laneOfView.get(view).tally(indexInLane.get(view));
    }

    int keys() {
        int keys = 0;
        for (LaneWorker<E, ?> lane : lanes) {
            keys += lane.keys();
        }
        return keys;
    }

    /** An element whose key is at hand. */
    void element(int lane, Object key, E element, long timestamp, int hash, int partition) {
        lanes[lane].element(key, element, timestamp, hash, partition);
    }

    /** An element that came from another thread, without its key, which may be one that is used again. */
    void element(int lane, E element, long timestamp, int hash, int partition) {
        lanes[lane].element(element, timestamp, hash, partition);
    }

    /** The watermark of {@code tracker} is now {@code watermark}. */
    void advanceWatermark(int tracker, long watermark) {
        if (watermark > watermarks[tracker]) {
            watermarks[tracker] = watermark;
            List<Operator<E>> operators = byTracker.get(tracker);
            for (int i = 0; i < operators.size(); i++) {
                operators.get(i).advanceWatermark(watermark);
            }
        }
    }

    /** The smallest watermark of {@code tracker} at which something may happen. */
    long nextWatermarkEvent(int tracker) {
        long next = Operator.NEVER;
        List<Operator<E>> operators = byTracker.get(tracker);
        for (int i = 0; i < operators.size(); i++) {
            next = Math.min(next, operators.get(i).nextWatermarkEvent());
        }
        return next;
    }

    /** Processing time is now {@code now}: everything that was due before happens first, in order of due time, watermarks before timers (rule P6). */
    void advanceProcessingTime(long now) {
        for (long due = nextDue(); due <= now && due != Operator.NEVER; due = nextDue()) {
            step(due);
        }
        step(now);
    }

    private void step(long now) {
        for (Operator<E> operator : clocked) {
            operator.advanceWatermark(now);
        }
        for (Operator<E> operator : timed) {
            operator.advanceProcessingTime(now);
        }
    }

    private long nextDue() {
        long next = Operator.NEVER;
        for (Operator<E> operator : timed) {
            next = Math.min(next, operator.nextTimer());
        }
        for (Operator<E> operator : clocked) {
            next = Math.min(next, operator.nextWatermarkEvent());
        }
        return next;
    }
}
