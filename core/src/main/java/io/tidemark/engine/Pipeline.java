// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.element.InvalidReason;
import io.tidemark.sink.DeadLetter;
import io.tidemark.source.SourceRecord;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
    private final List<LaneRouter<E, ?>> routers;
    private final List<Joiner<E>> joiners;
    private final BatchFeed<E> feed;
    private final HotTier<E> hot;
    private final PipelineState<E> state;
    private final LiveState<E> live;
    private InvalidTally invalid = new InvalidTally();

    Pipeline(Topology<E> topology, int parallelism, Outputs outputs, HotBudget budget) {
        this.topology = topology;
        this.outputs = outputs;
        routers = topology.routers(parallelism, outputs);
        joiners = topology.joiners(outputs);
        Workers<E> plain = workers(topology, routers, parallelism, outputs);
        workers = joiners.isEmpty() ? plain : new Joining<>(plain, joiners, topology);
        feed = new BatchFeed<>(topology, workers);
        live = new LiveState<>(topology, workers, feed);
        hot = new HotTier<>(budget, workers.all());
        state = new PipelineState<>(topology, feed.trackers(), routers, joiners, workers.all(), hot);
        hot.measure();
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
        feed.declarePartition(partition);
    }

    /**
     * Processing time is now {@code to}: what is due before it happens first, in order (rule P6). The first call starts the clock, which is 0 until then; a time
     * before the last one counts as now.
     */
    public void advanceProcessingTime(long to) {
        feed.advanceProcessingTime(to);
    }

    /** We did not poll the source for {@code millis} of processing time: nobody was silent in it (rule W4). Comes before the advance of processing time over it. */
    public void notePause(long millis) {
        feed.notePause(millis);
    }

    /**
     * Takes one element. It is looked at with the others of its batch: when that is full, or handed over.
     *
     * @param partition of the source, from 0
     * @param offset of the record, for dead letters
     * @param timestamp outside {@code [-2^62, 2^62]} makes the element invalid (rule T1)
     */
    public void element(int partition, long offset, E element, long timestamp) {
        if (Timestamps.isValid(timestamp)) {
            feed.add(partition, offset, element, timestamp);
        } else {
            invalid(outOfRange(partition, offset, element, timestamp));
        }
    }

    /** As {@link #element(int, long, Object, long)}; what {@code record} carries beside its value goes along with the element, should it be late or a dead letter. */
    public void element(SourceRecord record, E element, long timestamp) {
        if (Timestamps.isValid(timestamp)) {
            feed.add(record, element, timestamp);
        } else {
            invalid(outOfRange(record.partition(), record.offset(), element, timestamp)
                    .from(record));
        }
    }

    private static DeadLetter outOfRange(int partition, long offset, Object element, long timestamp) {
        String error = "timestamp " + timestamp + " is outside [-2^62, 2^62]";
        return new DeadLetter(InvalidReason.TIMESTAMP_OUT_OF_RANGE, error, partition, offset, null, element);
    }

    /** Takes a record, or a part of one, that no view can use; it moves neither watermark nor idleness (rule W2). */
    public void invalid(DeadLetter letter) {
        invalid.count(letter.reason());
        // Dead letters keep the order of the records.
        feed.skip();
        outputs.deadLetter(letter);
    }

    /**
     * The source knows by itself that nothing with a timestamp below {@code watermark} comes any more: the watermark of every view is at least that, whatever its
     * strategy says, unless that is processing time. A lower one than before changes nothing.
     */
    public void advanceWatermark(long watermark) {
        feed.advanceWatermark(watermark);
    }

    /** Nothing comes any more: every window fires (rule W8). */
    public void endOfInput() {
        feed.endOfInput();
    }

    /**
     * Lets the workers have what is buffered, without waiting for it to be done. If nothing is, they go on with panes of a window of many keys, which are not all emitted at once ({@link PipelineBuilder#panesInARow}): call it, or
     * {@link #flush}, also when nothing comes.
     */
    public void handOver() {
        feed.handOver();
    }

    /** The source has nothing: emits what was put off for elements to have their turn. */
    void rest() {
        feed.rest();
    }

    /** Returns once everything so far is done and its panes are in the output. */
    public void flush() {
        feed.flush();
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
        return state.save(new PipelineState.PipelineClock(feed.isStarted(), feed.now(), feed.elements(), invalid));
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
        return state.saveAhead(limit, feed.now());
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
            hot.evict(state.saves(), feed.now());
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

    /** How many alerts detectors have emitted in this process; flushes first. */
    public long alerts() {
        flush();
        long alerts = 0;
        for (int view = 0; view < topology.views().size(); view++) {
            for (Worker<E> worker : workers.all()) {
                alerts += worker.tally(view).alerts;
            }
        }
        return alerts;
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
        if (!feed.isNew()) {
            throw new IllegalStateException("a pipeline is restored before anything else is done with it");
        }
        PipelineState.PipelineClock clock = state.restore(checkpoint, entries, others);
        invalid = clock.invalid();
        feed.resume(clock.started(), clock.now(), clock.elements());
    }

    /** Before {@link #restore}: empties the warm tier if it has not this entry of the checkpoint, for then it belongs to something else, whatever it says where it is. */
    void trustWarmWith(String store, byte[] key, byte[] value) throws IOException {
        WarmTier warm = topology.warm();
        if (warm != null && !Arrays.equals(warm.get(store, key), value)) {
            warm.clear();
        }
    }

    /** What lives in it, for those who want to see it while it runs. */
    public LiveState<E> live() {
        return live;
    }

    /** The names of the views. */
    public List<String> views() {
        return topology.views().stream().map(placed -> placed.view().name()).toList();
    }

    /** Whether processing time has been told. */
    boolean isStarted() {
        return feed.isStarted();
    }

    /** Processing time. */
    long processingTime() {
        return feed.now();
    }

    /** The watermark of a view. */
    public long watermark(String view) {
        for (Topology.Placed<E> placed : topology.views()) {
            if (placed.view().name().equals(view)) {
                return feed.watermark(placed.tracker());
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
        return new PipelineCounters(feed.elements(), invalid.total(), views);
    }

    /** What was measured so far; flushes first. */
    public PipelineMeasures measures() {
        flush();
        List<PipelineMeasures.ViewMeasures> views = new ArrayList<>();
        for (int view = 0; view < topology.views().size(); view++) {
            views.add(measures(view));
        }
        List<Worker<E>> all = workers.all();
        WarmTier warm = topology.warm();
        return new PipelineMeasures(
                views,
                deadLetters(),
                Measure.together(all.stream().map(Worker::elementSeconds).toList()),
                Measure.together(all.stream().map(Worker::emissionSeconds).toList()),
                warm == null ? Map.of() : warm.seconds(),
                workers.waitedNanos() / 1e9);
    }

    private PipelineMeasures.ViewMeasures measures(int view) {
        Topology.Placed<E> placed = topology.views().get(view);
        List<ViewTally> tallies =
                workers.all().stream().map(worker -> worker.tally(view)).toList();
        return new PipelineMeasures.ViewMeasures(
                placed.view().name(),
                tallies.stream().mapToLong(tally -> tally.created).sum(),
                feed.advances(placed.tracker()),
                Measure.together(
                        tallies.stream().map(tally -> tally.windowElements).toList()));
    }

    /** By reason; one without a key is a letter of each view that wants one. */
    private Map<InvalidReason, Long> deadLetters() {
        Map<InvalidReason, Long> letters = new EnumMap<>(InvalidReason.class);
        letters.putAll(invalid.counts());
        long withoutKey = 0;
        for (Topology.Placed<E> placed : topology.views()) {
            withoutKey += routers.get(placed.lane()).withoutKey();
            withoutKey += placed.joint() < 0 ? 0 : joiners.get(placed.joint()).withoutKey();
        }
        letters.merge(InvalidReason.MISSING_KEY, withoutKey, Long::sum);
        return letters;
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

    /** How many ids deduplication forgot before their time, in this process; see {@link io.tidemark.view.Deduplication#maxIds}. */
    public long idsForgottenEarly() {
        return routers.stream()
                .map(LaneRouter::deduplicator)
                .filter(Objects::nonNull)
                .mapToLong(Deduplicator::forgottenEarly)
                .sum();
    }

    /** How many elements joins let go early, in this process; see {@link io.tidemark.join.Join#maxWaiting}. */
    public long elementsLetGoEarly() {
        return joiners.stream().mapToLong(Joiner::letGoEarly).sum();
    }

    /** How many elements wait for a partner; flushes first. */
    public long elementsWaiting() {
        flush();
        return joiners.stream().mapToLong(Joiner::size).sum();
    }

    private ViewCounters counters(int view) {
        Topology.Placed<E> placed = topology.views().get(view);
        LaneRouter<E, ?> router = routers.get(placed.lane());
        ViewTally tally = new ViewTally();
        workers.all().forEach(worker -> tally.add(worker.tally(view)));
        long unusable = invalid.total() + router.withoutKey();
        long elements = feed.elements();
        if (placed.joint() >= 0) {
            Joiner<E> joiner = joiners.get(placed.joint());
            unusable += joiner.withoutKey();
            elements = joiner.joined() + joiner.withoutKey() + invalid.total();
        }
        return new ViewCounters(
                placed.view().name(),
                elements,
                tally.aggregated,
                router.filtered(),
                router.duplicates(),
                tally.late,
                unusable,
                tally.unassigned,
                tally.lateAssignments,
                feed.trackers()[placed.tracker()].skewed(),
                tally.earlyPanes,
                tally.onTimePanes,
                tally.latePanes,
                tally.retractions,
                tally.filledPanes);
    }
}
