// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.Set;

/**
 * Loads a checkpoint into a warm tier that holds another one, or none: all entries, and the index of what is due.
 *
 * @param <E> the element
 */
final class WarmLoading<E> extends PutsOnly {
    private static final long BYTES_AT_ONCE = 8 << 20;
    private static final Set<String> INDEXED =
            Set.of(ViewEntries.WINDOWS, ViewEntries.ORDINALS, ViewEntries.DETECTORS, ViewEntries.SERIES);

    private final Topology<E> topology;
    private final Worker<E> worker;
    private final WarmTier warm;

    /** What the checkpoint calls its views. */
    private final ViewNumbers numbers = new ViewNumbers();

    /** Processing time when the checkpoint was taken. */
    private long now;

    private Saving part = newPart();

    /** Into {@code warm}; {@code worker} lends its codecs. */
    WarmLoading(Topology<E> topology, Worker<E> worker, WarmTier warm) {
        this.topology = topology;
        this.worker = worker;
        this.warm = warm;
    }

    /** Loads all of a checkpoint. When it fails, the warm tier holds none. */
    void load(StateEntries entries, long checkpoint) throws IOException {
        warm.clear();
        entries.forEach(this);
        loadPart(checkpoint);
    }

    @Override
    public void put(String store, byte[] key, byte[] value) throws IOException {
        part.changes().put(store, key, value);
        if (store.equals(PipelineState.JOB)) {
            readJob(new StateInput(key).text(), new StateInput(value));
        } else if (INDEXED.contains(store)) {
            index(store, new StateInput(key), new StateInput(value));
        }
        if (part.changes().bytes() > BYTES_AT_ONCE) {
            loadPart(StateBackend.NO_CHECKPOINT);
        }
    }

    private void readJob(String name, StateInput value) throws IOException {
        if (name.equals(PipelineState.DEFINITIONS_KEY)) {
            numbers.read(value);
            numbers.check(topology.definitions());
        } else if (name.equals(PipelineState.PIPELINE_KEY)) {
            now = PipelineState.readClock(value).now();
            part = new Saving(now, 0, part.changes(), part.index(), true, true);
        }
    }

    private void index(String store, StateInput key, StateInput value) throws IOException {
        int number = EntryKey.readView(key);
        int group = EntryKey.readGroup(key);
        byte[] own = EntryKey.read(key, value);
        for (Topology.Placed<E> placed : topology.views()) {
            if (placed.view().name().equals(numbers.name(number))) {
                worker.lane(placed.lane()).index(placed.indexInLane(), number, store, group, own, value, part);
            }
        }
    }

    private void loadPart(long checkpoint) throws IOException {
        warm.load(part.changes().and(part.index()), checkpoint);
        part = newPart();
    }

    private Saving newPart() {
        return new Saving(now, 0, new StateBatch(), new StateBatch(), true, true);
    }
}
