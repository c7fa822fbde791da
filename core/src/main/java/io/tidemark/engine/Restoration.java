// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.key.KeyGroups;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.List;

/**
 * Takes the entries of a checkpoint, each to where it belongs: to the worker that has its key now, whichever had it when the checkpoint was taken.
 *
 * @param <E> the element
 */
final class Restoration<E> extends PutsOnly {
    private final Topology<E> topology;
    private final WatermarkTracker<E>[] trackers;
    private final List<LaneRouter<E, ?>> routers;
    private final List<Joiner<E>> joiners;
    private final List<Worker<E>> workers;
    private final ViewNumbers numbers;
    private final StateBatch.Visitor others;
    private PipelineState.PipelineClock clock = new PipelineState.PipelineClock(false, 0, 0, new InvalidTally());

    /** Into a pipeline of these parts, nothing of which has done anything yet. */
    Restoration(
            Topology<E> topology,
            WatermarkTracker<E>[] trackers,
            List<LaneRouter<E, ?>> routers,
            List<Joiner<E>> joiners,
            List<Worker<E>> workers,
            ViewNumbers numbers,
            StateBatch.Visitor others) {
        this.topology = topology;
        this.trackers = trackers;
        this.routers = routers;
        this.joiners = joiners;
        this.workers = workers;
        this.numbers = numbers;
        this.others = others;
    }

    /** The feeding thread's numbers, once all entries were taken. */
    PipelineState.PipelineClock clock() {
        return clock;
    }

    @Override
    public void put(String store, byte[] key, byte[] value) throws IOException {
        if (store.equals(JobCheckpoints.STORE) || store.equals(OutputPositions.STORE)) {
            others.put(store, key, value);
        } else {
            restore(store, new StateInput(key), new StateInput(value));
        }
    }

    private void restore(String store, StateInput key, StateInput value) throws IOException {
        switch (store) {
            case PipelineState.JOB -> restoreJob(key, value);
            case PipelineState.SEEN_IDS -> restoreId(EntryKey.readView(key), key, value);
            case PipelineState.WAITING -> restoreWaiting(EntryKey.readView(key), key, value);
            case ViewEntries.SLICES, ViewEntries.LATE_PANES ->
                restoreOperator(store, EntryKey.readView(key), key.readOrderedLong(), key, value);
            case ViewEntries.WINDOWS, ViewEntries.ORDINALS, ViewEntries.DETECTORS, ViewEntries.SERIES ->
                restoreOperator(store, EntryKey.readView(key), 0, key, value);
            default ->
                throw new CorruptStateException(
                        "the checkpoint has a store '" + store + "', which this program does not know: it is older");
        }
    }

    private void restoreJob(StateInput key, StateInput value) throws IOException {
        String name = key.text();
        if (name.equals(PipelineState.DEFINITIONS_KEY)) {
            numbers.read(value);
            numbers.check(topology.definitions());
        } else if (name.equals(PipelineState.PIPELINE_KEY)) {
            clock = PipelineState.readClock(value);
            tellTime();
        } else {
            restoreView(key, value);
        }
    }

    /** Also views that the checkpoint does not know go by the clock. */
    private void tellTime() {
        if (clock.started()) {
            for (Worker<E> worker : workers) {
                worker.tellTime(clock.now());
            }
        }
    }

    private void restoreView(StateInput key, StateInput value) throws IOException {
        PipelineState.skipName(key);
        int index = indexOf(EntryKey.readView(key));
        if (index < 0) {
            return;
        }
        Topology.Placed<E> placed = topology.views().get(index);
        trackers[placed.tracker()].read(value, clock.now());
        long watermark = value.readSignedVarLong();
        for (Worker<E> worker : workers) {
            worker.operator(index).advanceWatermark(watermark);
        }
        routers.get(placed.lane()).read(value);
        workers.get(0).tally(index).read(value);
        if (placed.joint() >= 0) {
            joiners.get(placed.joint()).read(value);
        }
        workers.get(0).tally(index).readFilled(value);
    }

    private void restoreId(int number, StateInput key, StateInput value) throws IOException {
        int index = indexOf(number);
        if (index < 0) {
            return;
        }
        Deduplicator<E> deduplicator =
                routers.get(topology.views().get(index).lane()).deduplicator();
        EntryKey.readGroup(key);
        byte[] id = EntryKey.read(key, value);
        if (deduplicator != null) {
            String text = String.valueOf(ValueCodec.INSTANCE.read(new StateInput(id), 1));
            deduplicator.restore(text, value.readSignedVarLong());
        }
    }

    /** Elements that wait were saved under the view that was the first over their join then. */
    private void restoreWaiting(int number, StateInput key, StateInput value) throws IOException {
        int index = indexOf(number);
        if (index < 0 || topology.views().get(index).joint() < 0) {
            return;
        }
        Topology.Placed<E> placed = topology.views().get(index);
        Joiner<E> joiner = joiners.get(placed.joint());
        EntryKey.readGroup(key);
        long order = new StateInput(EntryKey.read(key, value)).readOrderedLong();
        boolean isMoved = !joiner.joint().holder().name().equals(placed.view().name());
        joiner.restore(order, value, isMoved);
    }

    private void restoreOperator(String store, int number, long time, StateInput key, StateInput value)
            throws IOException {
        int index = indexOf(number);
        if (index >= 0) {
            Topology.Placed<E> placed = topology.views().get(index);
            int group = EntryKey.readGroup(key);
            byte[] own = EntryKey.read(key, value);
            restoreOperator(placed, routers.get(placed.lane()).lane(), store, time, group, own, value);
        }
    }

    /** Finds the worker whose key it is now; another parallelism than that of the checkpoint divides the keys in another way. */
    @SuppressWarnings("unchecked") // The lane's workers have keys of the lane's type.
    private <K> void restoreOperator(
            Topology.Placed<E> placed,
            Lane<E, K> lane,
            String store,
            long time,
            int group,
            byte[] bytes,
            StateInput value)
            throws IOException {
        K key = lane.key().codec().read(new StateInput(bytes), 1);
        int hash = EntryKey.hash(key, group);
        int worker = KeyGroups.worker(hash, workers.size());
        LaneWorker<E, K> share = (LaneWorker<E, K>) workers.get(worker).lane(placed.lane());
        share.restore(placed.indexInLane(), store, time, key, hash, value);
    }

    /** The place of the view with a number; negative when the job has it no more. */
    private int indexOf(int number) throws CorruptStateException {
        String name = numbers.name(number);
        if (name == null) {
            throw new CorruptStateException(
                    "the checkpoint has state of a view number " + number + ", but no such view");
        }
        for (int i = 0; i < topology.views().size(); i++) {
            if (topology.views().get(i).view().name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
