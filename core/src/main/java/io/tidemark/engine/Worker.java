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

    /** Operators that have timers, or whose watermark is processing time, in the order of the views. */
    private final List<Operator<E>> timed = new ArrayList<>();

    /** Operators whose watermark is processing time itself. */
    private final List<Operator<E>> clocked = new ArrayList<>();

    private final List<LaneWorker<E, ?>> laneOfView = new ArrayList<>();
    private final List<Integer> indexInLane = new ArrayList<>();
    private final Outputs outputs;
    private final Pace pace;

    /** Whether panes were put off, and since when they are due, as {@link Stopwatch} tells. */
    private boolean isEmitting;

    private long emittingSince;
    private final Measure elementSeconds = Measure.ofElements();
    private final Measure emissionSeconds = Measure.ofWaits();

    /** The {@code index}-th worker of a pipeline. */
    @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise; it stays private.
    Worker(Topology<E> topology, List<LaneRouter<E, ?>> routers, Outputs outputs, int index) {
        this.outputs = outputs.ofWorker();
        pace = new Pace(topology.panesInARow());
        lanes = (LaneWorker<E, ?>[]) new LaneWorker<?, ?>[routers.size()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new LaneWorker<>(topology, routers.get(i), this.outputs, pace, index);
        }
        topology.views().forEach(this::add);
    }

    private void add(Topology.Placed<E> view) {
        LaneWorker<E, ?> lane = lanes[view.lane()];
        Operator<E> operator = lane.operator(view.indexInLane());
        laneOfView.add(lane);
        indexInLane.add(view.indexInLane());
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

    /** Processing time is {@code now}, before anything is done. */
    void tellTime(long now) {
        for (Operator<E> operator : timed) {
            operator.advanceProcessingTime(now);
        }
    }

    /** The share in a lane. */
    LaneWorker<E, ?> lane(int lane) {
        return lanes[lane];
    }

    /** What computes a view. */
    Operator<E> operator(int view) {
        return laneOfView.get(view).operator(indexInLane.get(view));
    }

    int keys() {
        int keys = 0;
        for (LaneWorker<E, ?> lane : lanes) {
            keys += lane.keys();
        }
        return keys;
    }

    int cells() {
        int cells = 0;
        for (LaneWorker<E, ?> lane : lanes) {
            cells += lane.cells();
        }
        return cells;
    }

    /** Lets go of what {@code eviction} takes. */
    void evict(Eviction eviction) {
        for (LaneWorker<E, ?> lane : lanes) {
            lane.evict(eviction);
        }
    }

    /** How many bytes of heap the state takes. */
    long bytes() {
        long bytes = 0;
        for (LaneWorker<E, ?> lane : lanes) {
            bytes += lane.bytes();
        }
        return bytes;
    }

    /** Measures again what {@link #bytes} goes by. */
    void measure() {
        for (LaneWorker<E, ?> lane : lanes) {
            lane.measure();
        }
    }

    /** What an element took. */
    Measure elementSeconds() {
        return elementSeconds;
    }

    /** How long after the watermark panes were out. */
    Measure emissionSeconds() {
        return emissionSeconds;
    }

    /** Does its share of {@code batch}, then some of what was put off; and measures that. */
    void run(Batch<E> batch) {
        long begin = Stopwatch.nanos();
        long completed = onTimePanes();
        boolean wasEmitting = isEmitting;
        pace.onBatch(batch.size() - batch.marks());
        runSteps(batch);
        if (!wasEmitting) {
            emittingSince = batch.handedOver();
        }
        isEmitting = emitMore(pace.panes());
        outputs.flush();
        int elements = batch.size() - batch.marks();
        if (elements > 0) {
            elementSeconds.addShares(Stopwatch.nanos() - begin, elements);
        }
        if (onTimePanes() > completed && !isEmitting) {
            emissionSeconds.addSince(emittingSince);
        }
    }

    /** Goes on emitting panes that were put off, when there is nothing else to do; returns whether there are more. */
    boolean goOn() {
        return goOn(pace.panes());
    }

    /** Emits all panes that were put off. */
    void finish() {
        goOn(Integer.MAX_VALUE);
    }

    private boolean goOn(int panes) {
        if (isEmitting) {
            isEmitting = emitMore(panes);
            outputs.flush();
            if (!isEmitting) {
                emissionSeconds.addSince(emittingSince);
            }
        }
        return isEmitting;
    }

    private boolean emitMore(int panes) {
        boolean isMore = false;
        for (LaneWorker<E, ?> lane : lanes) {
            isMore |= lane.emitMore(panes);
        }
        return isMore;
    }

    private long onTimePanes() {
        long panes = 0;
        for (int view = 0; view < laneOfView.size(); view++) {
            panes += tally(view).onTimePanes;
        }
        return panes;
    }

    /** Does the rows between two steps of processing time, the step, and so on. */
    private void runSteps(Batch<E> batch) {
        int from = 0;
        for (int i = 0; i < batch.clocks(); i++) {
            int row = batch.clockRow(i);
            run(batch, from, row);
            advanceProcessingTime(batch.timestamps()[row]);
            from = row + 1;
        }
        run(batch, from, batch.size());
    }

    private void run(Batch<E> batch, int from, int to) {
        for (LaneWorker<E, ?> lane : lanes) {
            lane.run(batch, from, to);
        }
    }

    /** Processing time is now {@code now}: everything that was due before happens first, in order of due time, watermarks before timers (rule P6). */
    private void advanceProcessingTime(long now) {
        for (long due = nextDue(); due <= now && due != Operator.NEVER; due = nextDue()) {
            step(due);
        }
        step(now);
    }

    private void step(long now) {
        for (Operator<E> operator : clocked) {
            // What was due in another life may have been looked for in the warm tier only now.
            operator.advanceWatermark(Math.max(now, operator.watermark()));
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
