// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.element.InvalidReason;
import io.tidemark.sink.DeadLetter;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The engine: elements in, panes out.
 *
 * <p>Protocol: one thread, the feeding thread, makes all calls. Before each record it says what time it is ({@link #advanceProcessingTime}); then it hands over
 * the record's elements ({@link #element}) or says that it is unreadable ({@link #invalid}). {@link #handOver} after a bunch of records lets the workers
 * have them without delay. {@link #endOfInput} when nothing comes any more, {@link #flush} to wait until everything is emitted, {@link #close} at the end.
 *
 * <p>Laws: the panes depend only on the calls and their order, never on the parallelism or on timing between threads; only the order in which panes of different
 * keys reach the output does. A failure in a view's function or an output is thrown by this or a later call, and the pipeline does no more.
 *
 * @param <E> the element
 */
public final class Pipeline<E> implements AutoCloseable {
    private final Topology<E> topology;
    private final Outputs outputs;
    private final Workers<E> workers;
    private final boolean watchesProcessingTime;
    private final WatermarkTracker<E>[] trackers;
    private final List<LaneRouter<E, ?>> routers;
    private final PipelineState<E> state;
    private final HotTier<E> hot;
    private Batch<E> batch;

    /** So many rows of the batch have been seen by the trackers. */
    private int tracked;

    private boolean started;
    private long now;
    private long elements;
    private long invalidRecords;

    @SuppressWarnings("unchecked") // Arrays of generic types cannot be made otherwise; they stay private.
    Pipeline(Topology<E> topology, int parallelism, Outputs outputs, HotBudget budget) {
        this.topology = topology;
        this.outputs = outputs;
        watchesProcessingTime = topology.watchesProcessingTime();
        routers = topology.routers(parallelism, outputs);
        workers = workers(topology, routers, parallelism, outputs);
        batch = topology.newBatch();
        trackers = (WatermarkTracker<E>[])
                new WatermarkTracker<?>[topology.watermarks().size()];
        for (int t = 0; t < trackers.length; t++) {
            trackers[t] = new WatermarkTracker<>(topology.watermarks().get(t));
        }
        state = new PipelineState<>(topology, trackers, routers, workers.all());
        hot = new HotTier<>(budget, workers.all());
        hot.measure();
        noteWatermarks();
    }

    private static <E> Workers<E> workers(
            Topology<E> topology, List<LaneRouter<E, ?>> routers, int parallelism, Outputs outputs) {
        if (parallelism == 1) {
            return new InlineWorkers<>(new Worker<>(topology, routers, outputs, 0));
        }
        List<Worker<E>> all = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
            all.add(new Worker<>(topology, routers, outputs, i));
        }
        return new ThreadedWorkers<>(all, routers, topology);
    }

    /** Begins a pipeline that computes {@code views} over the same elements. */
    public static <E> PipelineBuilder<E> of(List<? extends View<E, ?>> views) {
        return new PipelineBuilder<>(views);
    }

    /** Begins a pipeline that computes one view. */
    public static <E> PipelineBuilder<E> of(View<E, ?> view) {
        return new PipelineBuilder<>(List.of(view));
    }

    /** Makes a partition known before it yields anything: until it does, or is idle, it holds the watermarks (rule W3). */
    public void declarePartition(int partition) {
        track();
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.declare(partition, now);
        }
    }

    /**
     * Processing time is now {@code to}: what is due before it happens first, in order (rule P6). The first call starts the clock, which is 0 until then; a time
     * before the last one counts as now.
     */
    public void advanceProcessingTime(long to) {
        if (!started) {
            start(to);
        } else if (to > now) {
            track();
            stepThroughDueTimes(to);
            moveClock(to);
        }
    }

    /** We did not poll the source for {@code millis} of processing time: nobody was silent in it (rule W4). Comes before the advance of processing time over it. */
    public void notePause(long millis) {
        if (millis > 0) {
            track();
            for (WatermarkTracker<E> tracker : trackers) {
                tracker.pausedFor(millis);
            }
        }
    }

    /**
     * Takes one element. It is looked at with the others of its batch: when that is full, or handed over.
     *
     * @param partition of the source, from 0
     * @param offset of the record, for dead letters
     * @param timestamp outside {@code [-2^62, 2^62]} makes the element invalid (rule T1)
     */
    public void element(int partition, long offset, E element, long timestamp) {
        if (!Timestamps.isValid(timestamp)) {
            String error = "timestamp " + timestamp + " is outside [-2^62, 2^62]";
            invalid(partition, offset, InvalidReason.TIMESTAMP_OUT_OF_RANGE, error, element);
            return;
        }
        batch.add(partition, offset, element, timestamp);
        if (batch.isFull()) {
            handOver();
        }
    }

    /** Takes a record, or a part of one, that no view can use; it moves neither watermark nor idleness (rule W2). */
    public void invalid(int partition, long offset, InvalidReason reason, String error, @Nullable Object value) {
        elements++;
        invalidRecords++;
        // Dead letters keep the order of the records.
        handOver();
        outputs.deadLetter(new DeadLetter(reason, error, partition, offset, null, value));
    }

    /**
     * The source knows by itself that nothing with a timestamp below {@code watermark} comes any more: the watermark of every view is at least that, whatever its
     * strategy says, unless that is processing time. A lower one than before changes nothing.
     */
    public void advanceWatermark(long watermark) {
        track();
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.atLeast(watermark, now);
        }
        addWatermarkStep();
    }

    /** Nothing comes any more: every window fires (rule W8). */
    public void endOfInput() {
        track();
        for (WatermarkTracker<E> tracker : trackers) {
            tracker.endOfInput();
        }
        addWatermarkStep();
        handOver();
    }

    /** Lets the workers have what is buffered, without waiting for it to be done. */
    public void handOver() {
        if (batch.size() > 0) {
            track();
            elements += batch.size() - batch.marks();
            batch = workers.handOver(batch);
            tracked = 0;
            noteWatermarks();
        }
    }

    /** Returns once everything so far is done and its panes are in the output. */
    public void flush() {
        handOver();
        workers.await();
    }

    /**
     * What has changed since this was called last, or since the beginning: the entries of a checkpoint that change. Flushes first. {@link #restore} makes another pipeline of the same views, and of
     * any parallelism, go on as this one would.
     *
     * @throws IllegalStateException when the pipeline was not built as {@link PipelineBuilder#saved}
     */
    public StateBatch save() {
        requireSaved();
        flush();
        return state.save(new PipelineState.PipelineClock(started, now, elements, invalidRecords));
    }

    /**
     * Does a part of the next {@link #save}, so that it has less to do; flushes first. Called again and again between elements, it makes a save short that would keep them waiting: it saves what changed first, and only what changes again after that has to be saved again
     * (pre-copy, as in Clark et al., Live Migration of Virtual Machines, NSDI 2005).
     *
     * @param limit so many entries of each view on each worker
     * @return how many more could be saved ahead
     */
    public int saveAhead(int limit) {
        requireSaved();
        flush();
        return state.saveAhead(limit, now);
    }

    private void requireSaved() {
        if (!topology.isSaved()) {
            throw new IllegalStateException("the pipeline does not know what has changed; build it with saved(true)");
        }
    }

    /**
     * What {@link #save} has given, all of it until now, is in a checkpoint: the warm tier takes it over, and state that is too much for the heap leaves it. What came after the save is not touched.
     *
     * @param checkpoint its id
     * @throws IOException when the warm tier could not take it over. Nothing is lost, but nothing leaves the heap either; the next call makes up for it
     */
    public void stored(long checkpoint) throws IOException {
        apply(checkpoint);
        taken();
    }

    /** The first half of {@link #stored}, which another thread may do; until it has, nothing is saved. */
    void apply(long checkpoint) throws IOException {
        state.apply(checkpoint);
    }

    /** The second half of {@link #stored}. */
    void taken() {
        flush();
        state.taken();
        if (topology.warm() == null || state.isBegun()) {
            // What was saved ahead is not in the warm tier yet.
            hot.measure();
        } else {
            hot.evict(state.saves(), now);
        }
    }

    /** How many bytes of heap the state takes, as samples of it show; approximately, while the workers are busy. */
    public long hotBytes() {
        if (hot.isToBeMeasured()) {
            flush();
            hot.measure();
        }
        return hot.bytes();
    }

    /** How many entries have left the heap for the warm tier in this process, some of them again and again. */
    public long evictions() {
        return hot.evictions();
    }

    /** How many keys were forgotten in this process, because nothing of them had changed for the time to live of the state. */
    public long expirations() {
        WarmTier warm = topology.warm();
        return warm == null ? 0 : warm.expirations();
    }

    /** Whether it is time to {@link #save}, so that state can leave the heap. Never so without a warm tier. */
    public boolean isFull() {
        return topology.warm() != null && hot.isFull(hotBytes());
    }

    /** Whether state that cannot leave the heap uses up so much of its budget that more leaves than was to. */
    public boolean isBudgetTooSmall() {
        return hot.isTooSmall();
    }

    /** Whether the budget of the heap is used up, so that nothing more should come. */
    public boolean isOver() {
        return hot.isOver(hotBytes());
    }

    /** As {@link #restore(long, StateEntries, StateBatch.Visitor)}, where there is no warm tier, and all entries are the pipeline's. */
    public void restore(StateEntries entries) throws IOException {
        restore(StateBackend.NO_CHECKPOINT, entries, new PutsOnly() {
            @Override
            public void put(String store, byte[] key, byte[] value) throws IOException {
                throw new IOException("the checkpoint has a store '" + store + "', which is a job's");
            }
        });
    }

    /**
     * Goes on where a checkpoint was taken. Nothing else was called before.
     *
     * <p>A view that the checkpoint does not know begins empty; the state of one that is not there any more is left out. A warm tier that holds this checkpoint is used as it is; otherwise it is emptied, and the checkpoint loaded
     * into it.
     *
     * @param checkpoint its id
     * @param others takes the entries that are a job's, and not the pipeline's
     * @throws ChangedViewException when a view has changed too much
     * @throws IOException when the entries cannot be read; the pipeline is of no use then
     */
    public void restore(long checkpoint, StateEntries entries, StateBatch.Visitor others) throws IOException {
        if (started || elements > 0 || batch.size() > 0) {
            throw new IllegalStateException("a pipeline is restored before anything else is done with it");
        }
        PipelineState.PipelineClock clock = state.restore(checkpoint, entries, others);
        started = clock.started();
        now = clock.now();
        elements = clock.elements();
        invalidRecords = clock.invalidRecords();
        noteWatermarks();
    }

    /** Before {@link #restore}: empties the warm tier if it has not this entry of the checkpoint, for then it belongs to something else, whatever it says where it is. */
    void trustWarmWith(String store, byte[] key, byte[] value) throws IOException {
        WarmTier warm = topology.warm();
        if (warm != null && !Arrays.equals(warm.get(store, key), value)) {
            warm.clear();
        }
    }

    /** The names of the views. */
    public List<String> views() {
        return topology.views().stream().map(placed -> placed.view().name()).toList();
    }

    /** Whether processing time has been told. */
    boolean isStarted() {
        return started;
    }

    /** Processing time. */
    long processingTime() {
        return now;
    }

    /** The watermark of a view. */
    public long watermark(String view) {
        track();
        for (Topology.Placed<E> placed : topology.views()) {
            if (placed.view().name().equals(view)) {
                return trackers[placed.tracker()].watermark();
            }
        }
        throw new IllegalArgumentException("there is no view '" + view + "'");
    }

    /** What has been done so far; flushes first. */
    public PipelineCounters counters() {
        flush();
        List<ViewCounters> views = new ArrayList<>();
        for (int i = 0; i < topology.views().size(); i++) {
            views.add(counters(i));
        }
        return new PipelineCounters(elements, invalidRecords, views);
    }

    /** How many keys have state, summed over lanes and workers; flushes first. */
    public int keysWithState() {
        flush();
        return workers.all().stream().mapToInt(Worker::keys).sum();
    }

    /** How many cells of accumulators are in use, one for each key and live slice or window, summed over views and workers; flushes first. */
    public int cells() {
        flush();
        return workers.all().stream().mapToInt(Worker::cells).sum();
    }

    /** Stops the workers. What they still have is done first. */
    @Override
    public void close() {
        try {
            handOver();
        } finally {
            workers.close();
        }
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
        if (batch.isFull()) {
            handOver();
        }
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

    private ViewCounters counters(int view) {
        Topology.Placed<E> placed = topology.views().get(view);
        LaneRouter<E, ?> router = routers.get(placed.lane());
        ViewTally tally = new ViewTally();
        workers.all().forEach(worker -> tally.add(worker.tally(view)));
        return new ViewCounters(
                placed.view().name(),
                elements,
                tally.aggregated,
                router.filtered(),
                router.duplicates(),
                tally.late,
                invalidRecords + router.withoutKey(),
                tally.unassigned,
                tally.lateAssignments,
                trackers[placed.tracker()].skewed(),
                tally.earlyPanes,
                tally.onTimePanes,
                tally.latePanes,
                tally.retractions);
    }
}
