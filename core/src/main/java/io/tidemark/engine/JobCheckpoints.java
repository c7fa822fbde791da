// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.source.Positions;
import io.tidemark.source.Trimmable;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Takes a job's checkpoints, and finds the one to go on from.
 *
 * <p>A checkpoint is <em>prepared</em> when the log has it. Where a transactional sink is, its commit is the commit point, and a prepared checkpoint that it did not commit is
 * discarded at the next start. Without one, the checkpoint is committed as soon as it is prepared.
 */
final class JobCheckpoints {
    /** The store of how far the source has come. */
    static final String STORE = "source";

    private static final byte[] RECORDS = StateOutput.text("records");

    /** By this and its number a warm tier shows that it has a checkpoint of this job, and not of another life of it. */
    private static final byte[] TAKEN_AT = StateOutput.text("taken_at");

    private final CheckpointLog log;
    private final String job;
    private final Consumer<String> warnings;
    private final CheckpointTask task;
    private final CheckpointMeter meter = new CheckpointMeter();
    private Optional<Checkpoint> last = Optional.empty();

    /** What was not written because the storage failed. */
    private StateBatch owed = new StateBatch();

    private long records;
    private boolean isTooSmallTold;

    /** Of the job called {@code job}; those that are due are written on {@code executor}. */
    JobCheckpoints(CheckpointLog log, String job, Consumer<String> warnings, Executor executor) {
        this.log = log;
        this.job = job;
        this.warnings = warnings;
        task = new CheckpointTask(executor);
    }

    /**
     * Lets {@code pipeline} go on from the checkpoint that {@code committed} names, or from the newest one, and returns where the source goes on; empty when there is none to go on from.
     *
     * @param hasCommitPoint whether a sink says what was committed
     */
    Optional<Positions> recover(
            Pipeline<?> pipeline, OutputPositions outputs, boolean hasCommitPoint, OptionalLong committed)
            throws IOException {
        if (hasCommitPoint) {
            requireCommit(committed);
            log.discardAfter(committed.orElse(0));
            log.startAfter(committed.orElse(0));
        }
        last = log.newestIntact();
        committed.ifPresent(this::warnIfBehind);
        if (last.isEmpty()) {
            pipeline.restore(StateBackend.NO_CHECKPOINT, visitor -> {}, new OwnEntries(outputs));
            return Optional.empty();
        }
        Checkpoint from = last.get();
        pipeline.trustWarmWith(STORE, TAKEN_AT, number(from.header().createdAt()));
        pipeline.restore(from.id(), visitor -> log.read(from, visitor), new OwnEntries(outputs));
        return Optional.of(from.header().positions());
    }

    /** One checkpoint that was never committed is left by a job that died early. Of more than one the sink has committed some, and does not know it: to discard them all would be the end of the state. */
    private void requireCommit(OptionalLong committed) throws IOException {
        List<Checkpoint> kept = log.checkpoints();
        if (committed.isEmpty() && kept.size() > 1) {
            throw new IOException("there are " + kept.size() + " checkpoints, up to number "
                    + kept.get(kept.size() - 1).id() + ", but the sink knows of no commit of this job: it is another"
                    + " sink, it was emptied, or it has forgotten (Kafka's brokers forget a group without members"
                    + " after seven days). To begin from nothing, move the checkpoints away");
        }
    }

    /** How many records the job had read at the checkpoint that it goes on from. */
    long records() {
        return records;
    }

    /**
     * Prepares a checkpoint of what has changed, and returns its id.
     *
     * @throws UnwrittenCheckpointException when the storage failed; the next one makes up for it
     * @throws FencedException when another process writes the checkpoints of this job
     */
    long prepare(StateBatch changes, long now, Positions positions, SortedMap<String, Long> watermarks, long read)
            throws IOException {
        changes.put(STORE, RECORDS, number(read));
        changes.put(STORE, TAKEN_AT, number(now));
        // Here and not later, so that the warm tier finds them in order, too. And however often the storage fails, no
        // more is owed than there are keys.
        changes.normalize();
        StateBatch all = owed.and(changes);
        all.normalize();
        long id = log.nextId();
        try {
            Checkpoint written = log.write(new CheckpointHeader(job, id, now, positions, watermarks), last, all);
            meter.written(written);
            last = Optional.of(written);
            owed = new StateBatch();
            return id;
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            owed = all;
            meter.fail();
            throw new UnwrittenCheckpointException(id, e);
        }
    }

    /** Lets {@code source} delete what no checkpoint that is kept goes on from. That it could not is only warned of. */
    void trim(Trimmable source) {
        List<Checkpoint> kept = log.checkpoints();
        if (kept.isEmpty()) {
            return;
        }
        try {
            source.trim(kept.get(0).header().positions());
        } catch (IOException e) {
            warnings.accept("the source could not delete records that no checkpoint needs, which is tried again after"
                    + " the next one: " + e.getMessage());
        }
    }

    private static byte[] number(long number) {
        StateOutput out = new StateOutput();
        out.writeVarLong(number);
        return out.toByteArray();
    }

    /** What must be done before a checkpoint is prepared. */
    @FunctionalInterface
    interface Requirement {
        void fulfil() throws IOException;
    }

    /**
     * Fulfils {@code requirement}.
     *
     * @throws UnwrittenCheckpointException when it failed
     * @throws FencedException when another process runs this job
     */
    void require(Requirement requirement) throws IOException {
        try {
            requirement.fulfil();
        } catch (FencedException e) {
            throw e;
        } catch (IOException e) {
            meter.fail();
            throw new UnwrittenCheckpointException(log.nextId(), e);
        }
    }

    /** Tells that a checkpoint is not there yet. */
    void warn(UnwrittenCheckpointException failure) {
        warnings.accept(failure.getMessage() + "; the next one will have what it would have had");
    }

    /** The second half of a checkpoint: the warm tier takes {@code id} over, and the log is made shorter if it is time to. Failures are only warned of; says whether the warm tier has it. */
    boolean complete(Pipeline<?> pipeline, long id) {
        boolean isTaken = isTaken(pipeline, id);
        meter.end();
        try {
            log.compact();
        } catch (IOException e) {
            warnings.accept("the checkpoints could not be merged into a new base, which is tried again after the next"
                    + " one: " + e.getMessage());
        }
        return isTaken;
    }

    private boolean isTaken(Pipeline<?> pipeline, long id) {
        try {
            pipeline.apply(id);
            return true;
        } catch (IOException e) {
            warnings.accept(
                    "checkpoint " + id + " is written, but the warm state is behind, so nothing leaves the heap;"
                            + " that is tried again with the next one: " + e.getMessage());
            return false;
        }
    }

    /** The warm tier has it. */
    void taken(Pipeline<?> pipeline) {
        pipeline.taken();
        if (pipeline.isBudgetTooSmall() && !isTooSmallTold) {
            isTooSmallTold = true;
            warnings.accept("the budget of the state on the heap is too small: " + (pipeline.hotBytes() >> 10)
                    + " KiB of it cannot leave");
        }
    }

    /** What they take. */
    CheckpointMeter meter() {
        return meter;
    }

    /** What writes one beside the work. While it does, nothing else here is called. */
    CheckpointTask task() {
        return task;
    }

    private void warnIfBehind(long committed) {
        long found = last.map(Checkpoint::id).orElse(0L);
        if (found != committed) {
            warnings.accept("the sink has committed checkpoint " + committed + ", but "
                    + (found == 0 ? "there is none" : "only " + found + " is intact")
                    + ": the panes after that are emitted once more, with the same ids");
        }
    }

    /** Takes the entries that are the job's own. */
    private final class OwnEntries extends PutsOnly {
        private final OutputPositions outputs;

        OwnEntries(OutputPositions outputs) {
            this.outputs = outputs;
        }

        @Override
        public void put(String store, byte[] key, byte[] value) throws IOException {
            if (store.equals(STORE)) {
                if (Arrays.equals(key, RECORDS)) {
                    records = new StateInput(value).readVarLong();
                }
            } else {
                outputs.restore(new StateInput(value));
            }
        }
    }
}
