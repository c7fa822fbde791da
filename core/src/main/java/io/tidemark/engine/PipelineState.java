// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.view.View;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a whole pipeline as entries of a checkpoint: what has changed is written by {@link #save}, all of it is read by {@link Restoration}. Both run while the workers are quiet.
 *
 * <pre>
 * store job       "definitions"           -> the views' numbers and shapes
 *                 "pipeline"              -> clock and counters
 *                 "view", view number     -> watermarks, counters
 * store seen_ids  view number, id         -> when an id was counted; the view is the first of its lane
 * store waiting   view number, order      -> an element that waits in a join; the view is the first over it
 * and the stores of {@link ViewEntries}
 * </pre>
 *
 * <p>The store {@code job} comes first in order, so that the rest can be understood.
 *
 * @param <E> the element
 */
final class PipelineState<E> {
    static final String JOB = "job";
    static final String DEFINITIONS_KEY = "definitions";
    static final String PIPELINE_KEY = "pipeline";
    static final String SEEN_IDS = "seen_ids";
    static final String WAITING = "waiting";

    /** What is on the heap as a whole, even with a warm tier; the first one tells what the others are. */
    private static final List<String> SMALL_STORES =
            List.of(JOB, JobCheckpoints.STORE, OutputPositions.STORE, SEEN_IDS, WAITING, ViewEntries.LATE_PANES);

    private static final int FORMAT = 1;
    private static final byte[] DEFINITIONS = StateOutput.text(DEFINITIONS_KEY);
    private static final byte[] PIPELINE = StateOutput.text(PIPELINE_KEY);
    private static final byte[] VIEW = StateOutput.text("view");

    private final Topology<E> topology;
    private final WatermarkTracker<E>[] trackers;
    private final List<LaneRouter<E, ?>> routers;
    private final List<Joiner<E>> joiners;
    private final List<Worker<E>> workers;
    private final HotTier<E> hot;
    private final ViewNumbers numbers = new ViewNumbers();

    /** How often {@link #save} was called. */
    private int saves;

    /** The save that is done in part. */
    private @Nullable Saving begun;

    /** Of a pipeline of these parts, nothing of which has done anything yet. */
    PipelineState(
            Topology<E> topology,
            WatermarkTracker<E>[] trackers,
            List<LaneRouter<E, ?>> routers,
            List<Joiner<E>> joiners,
            List<Worker<E>> workers,
            HotTier<E> hot) {
        this.topology = topology;
        this.trackers = trackers;
        this.routers = routers;
        this.joiners = joiners;
        this.workers = workers;
        this.hot = hot;
    }

    /**
     * The feeding thread's own numbers.
     *
     * @param started whether the clock has been started
     * @param now processing time
     * @param elements so far
     * @param invalid so far
     */
    record PipelineClock(boolean started, long now, long elements, InvalidTally invalid) {}

    /** What has changed since this was called last. */
    StateBatch save(PipelineClock clock) {
        Saving saving = begun(clock.now());
        begun = null;
        StateBatch batch = saving.changes();
        batch.put(JOB, DEFINITIONS, written(numbers::write));
        batch.put(JOB, PIPELINE, written(out -> write(clock, out)));
        for (int v = 0; v < topology.views().size(); v++) {
            saveView(v, topology.views().get(v), saving);
        }
        for (LaneRouter<E, ?> router : routers) {
            saveIds(router, batch);
        }
        for (Joiner<E> joiner : joiners) {
            saveWaiting(joiner, batch);
        }
        if (topology.warm() != null) {
            topology.warm().owe(batch, saving.index());
        }
        return batch;
    }

    /**
     * What {@link #save} gave, all of it until now, is in a checkpoint: the warm tier takes it over.
     *
     * @throws IOException when it could not; the next call makes up for it
     */
    void apply(long checkpoint) throws IOException {
        WarmTier warm = topology.warm();
        if (warm != null) {
            warm.apply(checkpoint);
        }
    }

    /** The warm tier has taken over what {@link #save} gave. */
    void taken() {
        WarmTier warm = topology.warm();
        if (warm != null) {
            warm.taken();
        }
    }

    /** How often it was saved. */
    int saves() {
        return saves;
    }

    /** Does a part of the next {@link #save}, up to {@code limit} entries of each view on each worker; returns how many are left, of those that can be saved ahead. */
    int saveAhead(int limit, long now) {
        Saving saving = begun(now);
        int left = 0;
        for (Topology.Placed<E> placed : topology.views()) {
            int number = numbers.of(placed.view().name());
            for (Worker<E> worker : workers) {
                left += worker.lane(placed.lane()).saveAhead(placed.indexInLane(), number, saving, limit);
            }
        }
        return left;
    }

    /** Whether a part of the next save is done. */
    boolean isBegun() {
        return begun != null;
    }

    private Saving begun(long now) {
        Saving saving = begun;
        if (saving == null) {
            Saving next = new Saving(
                    now,
                    saves++,
                    new StateBatch(),
                    new StateBatch(),
                    topology.warm() != null,
                    hot.decideWhetherToLeave());
            numbers.forgetOthers(topology.definitions()).forEach(number -> deleteView(number, next));
            numbers.add(topology.definitions());
            saving = next;
            begun = next;
        }
        return saving;
    }

    private void saveView(int index, Topology.Placed<E> placed, Saving saving) {
        int number = numbers.of(placed.view().name());
        saving.changes().put(JOB, viewKey(number), written(out -> writeView(index, placed, out)));
        for (Worker<E> worker : workers) {
            worker.lane(placed.lane()).save(placed.indexInLane(), number, saving);
        }
    }

    private static void deleteView(int number, Saving saving) {
        StateBatch batch = saving.changes();
        KeyRange all = KeyRange.prefix(prefix(number));
        for (String store : ViewEntries.STORES) {
            batch.deleteRange(store, all);
        }
        batch.deleteRange(SEEN_IDS, all);
        batch.deleteRange(WAITING, all);
        saving.index().deleteRange(ViewEntries.DUE, all);
        batch.delete(JOB, viewKey(number));
    }

    private void saveIds(LaneRouter<E, ?> router, StateBatch batch) {
        Deduplicator<E> deduplicator = router.deduplicator();
        if (deduplicator == null) {
            return;
        }
        byte[] prefix = prefix(numbers.of(router.lane().views().get(0).name()));
        deduplicator.save((id, countedAt) -> {
            byte[] bytes = written(out -> ValueCodec.INSTANCE.write(id, out));
            byte[] key = EntryKey.of(prefix, 0, bytes);
            if (countedAt == null) {
                batch.delete(SEEN_IDS, key);
            } else {
                batch.put(SEEN_IDS, key, written(out -> {
                    EntryKey.writeIfCut(bytes, out);
                    out.writeSignedVarLong(countedAt);
                }));
            }
        });
    }

    private void saveWaiting(Joiner<E> joiner, StateBatch batch) {
        List<View<E, ?>> views = joiner.joint().views();
        if (joiner.hasMoved()) {
            for (View<E, ?> other : views.subList(1, views.size())) {
                batch.deleteRange(WAITING, KeyRange.prefix(prefix(numbers.of(other.name()))));
            }
        }
        byte[] prefix = prefix(numbers.of(joiner.joint().holder().name()));
        StateCodec<E> codec = joiner.joint().join().pairing().codec();
        joiner.save(
                waiting -> batch.put(
                        WAITING, waitingKey(prefix, waiting.order), written(out -> waiting.write(codec, out))),
                order -> batch.delete(WAITING, waitingKey(prefix, order)));
    }

    private static byte[] waitingKey(byte[] prefix, long order) {
        return EntryKey.of(prefix, 0, written(out -> out.writeOrderedLong(order)));
    }

    private static byte[] prefix(int number) {
        return written(out -> EntryKey.writeView(number, out));
    }

    private static void write(PipelineClock clock, StateOutput out) {
        out.writeByte(FORMAT);
        out.writeByte(clock.started ? 1 : 0);
        out.writeSignedVarLong(clock.now);
        out.writeVarLong(clock.elements);
        clock.invalid.writeTotal(out);
        clock.invalid.writeReasons(out);
    }

    private void writeView(int index, Topology.Placed<E> placed, StateOutput out) {
        trackers[placed.tracker()].write(out);
        out.writeSignedVarLong(workers.get(0).operator(index).watermark());
        routers.get(placed.lane()).write(out);
        ViewTally tally = new ViewTally();
        workers.forEach(worker -> tally.add(worker.tally(index)));
        tally.write(out);
        if (placed.joint() >= 0) {
            joiners.get(placed.joint()).write(out);
        }
        tally.writeFilled(out);
    }

    /**
     * Takes over all entries of a checkpoint; returns the clock.
     *
     * @param others takes the entries that are not the pipeline's
     */
    PipelineClock restore(long checkpoint, StateEntries entries, StateBatch.Visitor others) throws IOException {
        Restoration<E> restoration = new Restoration<>(topology, trackers, routers, joiners, workers, numbers, others);
        WarmTier warm = topology.warm();
        if (warm == null) {
            entries.forEach(restoration);
            return restoration.clock();
        }
        if (checkpoint == StateBackend.NO_CHECKPOINT || !warm.isAt(checkpoint)) {
            new WarmLoading<>(topology, workers.get(0), warm).load(entries, checkpoint);
        }
        for (String store : SMALL_STORES) {
            warm.forEach(store, restoration);
        }
        numbers.add(topology.definitions());
        for (Topology.Placed<E> placed : topology.views()) {
            for (Worker<E> worker : workers) {
                worker.lane(placed.lane())
                        .resume(placed.indexInLane(), numbers.of(placed.view().name()));
            }
        }
        return restoration.clock();
    }

    /** Reads what {@link #save} said of the clock. */
    static PipelineClock readClock(StateInput value) throws CorruptStateException {
        int format = value.readByte();
        if (format != FORMAT) {
            throw new CorruptStateException(
                    "the pipeline's state has format " + format + ", but this program knows only " + FORMAT);
        }
        InvalidTally invalid = new InvalidTally();
        boolean started = value.readByte() != 0;
        long now = value.readSignedVarLong();
        long elements = value.readVarLong();
        invalid.readTotal(value);
        invalid.readReasons(value);
        return new PipelineClock(started, now, elements, invalid);
    }

    /** Reads the key of a view's entry in the store {@link #JOB} up to the view's number. */
    static void skipName(StateInput key) throws CorruptStateException {
        key.readRaw(VIEW.length);
    }

    private static byte[] viewKey(int number) {
        StateOutput key = new StateOutput();
        key.writeRaw(VIEW);
        EntryKey.writeView(number, key);
        return key.toByteArray();
    }

    private static byte[] written(Consumer<StateOutput> content) {
        StateOutput out = new StateOutput();
        content.accept(out);
        return out.toByteArray();
    }
}
