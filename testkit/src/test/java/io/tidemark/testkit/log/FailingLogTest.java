// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.checkpoint.Segment;
import io.tidemark.checkpoint.StoredBlob;
import io.tidemark.source.Positions;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.testkit.FailingCheckpointStorage;
import io.tidemark.testkit.Faults;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule R1: whichever call of the storage fails, before or after it has done its work, the log holds the old checkpoint or the new one, and what it holds is whole. */
final class FailingLogTest {
    private static final LogOptions OPTIONS = new LogOptions(2, 400, 0.5, 2);
    private static final int STEPS = 9;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @Test
    void r1_whichever_call_fails_the_job_goes_on() throws IOException {
        everyCall(false);
    }

    @Test
    void r1_whichever_call_fails_a_restarted_job_goes_on() throws IOException {
        everyCall(true);
    }

    @Test
    void r1_many_failures_lose_nothing() throws IOException {
        Random random = seeds.random();
        long injected = 0;
        for (int round = 0; round < 150; round++) {
            Faults faults = new Faults(random.nextLong(), 0.02 + 0.2 * random.nextDouble());
            Job job = new Job(faults, random, random.nextBoolean());
            job.run();
            faults.stop();
            job.finish();
            injected += faults.injected();
        }
        assertThat(injected).isGreaterThan(1000);
    }

    @Test
    void r1_a_manifest_whose_answer_was_lost_is_no_failure() throws IOException {
        // Two calls open the log, the third one writes the segment.
        Faults faults = Faults.at(4, true);
        MemoryCheckpointStorage blobs = new MemoryCheckpointStorage();
        CheckpointLog log = Logs.open(new FailingCheckpointStorage(blobs, faults));
        assertThat(Logs.write(log, Logs.put("a", "k", "v")).id()).isEqualTo(1);
        assertThat(faults.injected()).isEqualTo(1);
        assertThat(log.nextId()).isEqualTo(2);
    }

    private void everyCall(boolean restarts) throws IOException {
        long calls = 0;
        for (long call = 1; calls == 0; call++) {
            for (boolean after : new boolean[] {false, true}) {
                Faults faults = Faults.at(call, after);
                Job job = new Job(faults, seeds.random(), restarts);
                job.run();
                job.finish();
                if (faults.injected() == 0) {
                    calls = call - 1;
                }
            }
        }
        assertThat(calls)
                .as("calls of the storage that failed, one after the other")
                .isGreaterThan(60);
    }

    /** A job that writes checkpoints while its storage fails. */
    private static final class Job {
        private final MemoryCheckpointStorage blobs = new MemoryCheckpointStorage();
        private final CheckpointStorage storage;
        private final NaiveState state;
        private final boolean restarts;
        private final List<String> warnings = new ArrayList<>();

        /** What the state was at each attempt, by the time of creation, which is the attempt's number here. */
        private final Map<Long, List<String>> attempts = new HashMap<>();

        private @Nullable CheckpointLog log;
        private Optional<Checkpoint> previous = Optional.empty();
        private StateBatch changes = new StateBatch();
        private int written;

        Job(Faults faults, Random random, boolean restarts) {
            storage = new FailingCheckpointStorage(blobs, faults);
            state = new NaiveState(random);
            this.restarts = restarts;
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                state.change(30).forEach(new Appending(changes));
                while (!checkpoint()) {
                    lookAtIt();
                }
                lookAtIt();
                compact();
            }
        }

        /** Once nothing fails any more, one checkpoint is enough to remove what failures left. */
        void finish() throws IOException {
            CheckpointLog last = CheckpointLog.open(blobs, OPTIONS, warnings::add);
            assertThat(Logs.entries(last, last.newestIntact().orElseThrow())).isEqualTo(state.entries());
            warnings.clear();
            Logs.write(last, new StateBatch());
            assertThat(warnings).isEmpty();
            assertThat(last.checkpoints()).hasSize(OPTIONS.retained());
            assertThat(blobs.list("")).extracting(StoredBlob::name).containsExactlyElementsOf(needed(last));
        }

        private boolean checkpoint() throws IOException {
            long attempt = attempts.size() + 1L;
            attempts.put(attempt, state.entries());
            try {
                CheckpointLog open = log();
                CheckpointHeader header =
                        new CheckpointHeader("job", open.nextId(), attempt, Positions.BEGINNING, new TreeMap<>());
                previous = Optional.of(open.write(header, previous, changes));
                changes = new StateBatch();
                written++;
                return true;
            } catch (FencedException e) {
                throw new AssertionError("there is no other process", e);
            } catch (IOException e) {
                if (restarts) {
                    restart();
                }
                return false;
            }
        }

        /** Goes on from what is there, which may be what seemed to have failed. */
        private void restart() throws IOException {
            log = null;
            Optional<Checkpoint> newest =
                    CheckpointLog.open(blobs, OPTIONS, warnings::add).newestIntact();
            boolean isNew = !newest.equals(previous);
            previous = newest;
            if (isNew) {
                changes = new StateBatch();
                written++;
            }
        }

        private void compact() {
            try {
                log().compact();
            } catch (IOException e) {
                warnings.add("not compacted: " + e.getMessage());
            }
        }

        private CheckpointLog log() throws IOException {
            CheckpointLog open = log;
            if (open == null) {
                open = CheckpointLog.open(storage, OPTIONS, warnings::add);
                log = open;
            }
            return open;
        }

        private void lookAtIt() throws IOException {
            CheckpointLog other = CheckpointLog.open(blobs.reopened(), OPTIONS, warning -> {
                // The first checkpoint may be half written.
                assertThat(warning).contains("there is no checkpoint");
            });
            assertThat(other.checkpoints().size()).isGreaterThanOrEqualTo(Math.min(OPTIONS.retained(), written));
            for (Checkpoint checkpoint : other.checkpoints()) {
                assertThat(other.verify(checkpoint)).isEmpty();
                assertThat(Logs.entries(other, checkpoint))
                        .isEqualTo(attempts.get(checkpoint.header().createdAt()));
            }
            long acknowledged = previous.map(Checkpoint::id).orElse(0L);
            long newest = other.newestIntact().map(Checkpoint::id).orElse(0L);
            assertThat(newest).isGreaterThanOrEqualTo(acknowledged);
        }

        private static List<String> needed(CheckpointLog log) {
            TreeSet<String> names = new TreeSet<>();
            for (Checkpoint checkpoint : log.checkpoints()) {
                names.add("manifests/%020d".formatted(checkpoint.id()));
                for (Segment segment : checkpoint.segments()) {
                    for (int i = 0; i < segment.parts().size(); i++) {
                        names.add("segments/%020d-%04d".formatted(segment.number(), i));
                    }
                }
            }
            return List.copyOf(names);
        }
    }

    /** Adds changes to a batch. */
    private record Appending(StateBatch batch) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            batch.put(store, key, value);
        }

        @Override
        public void delete(String store, byte[] key) {
            batch.delete(store, key);
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            batch.deleteRange(store, range);
        }
    }
}
