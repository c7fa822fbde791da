// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.state.StateBackend;
import io.tidemark.testkit.FailingCheckpointStorage;
import io.tidemark.testkit.FailingStateBackend;
import io.tidemark.testkit.Faults;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.Seeds;
import io.tidemark.testkit.ToyStateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule R1, with a commit point: whatever instant a job dies at, and whatever the checkpoint storage does, what is committed in the end is what a job commits that lives. */
class KilledJobTest {
    private static final int ROUNDS = 60;
    private static final int RECORDS = 400;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @Test
    void r1_a_job_that_is_killed_again_and_again_commits_what_one_does_that_lives() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = Calls.lines(random, RECORDS);
            CommittedPanes expected = new CommittedPanes();
            run(lines, expected, new MemoryCheckpointStorage(), Optional.empty(), 0);

            CommittedPanes actual = new CommittedPanes();
            Faults faults = new Faults(random.nextLong(), round % 2 == 0 ? 0 : 0.05);
            MemoryCheckpointStorage kept = new MemoryCheckpointStorage();
            ToyStateBackend.Disk disk = new ToyStateBackend.Disk();
            for (int kills = 0;
                    !run(
                            lines,
                            actual,
                            new FailingCheckpointStorage(kept.reopened(), faults),
                            warm(round, disk, faults),
                            8);
                    kills++) {
                if (kills == 200) {
                    faults.stop();
                }
            }

            assertThat(actual.lines())
                    .as("the panes of round %d, after kills and %d faults", round, faults.injected())
                    .containsExactlyInAnyOrderElementsOf(expected.lines());
            assertThat(actual.lines()).as("panes, so that the test can fail").hasSizeGreaterThan(100);
        }
    }

    /** Every other job has a warm tier, which outlives it, and little room beside. */
    private static Optional<StateBackend> warm(int round, ToyStateBackend.Disk disk, Faults faults) {
        return round % 4 < 2
                ? Optional.empty()
                : Optional.of(new FailingStateBackend(ToyStateBackend.on(disk), faults));
    }

    /** Runs a job until it has finished, or is killed, one in {@code oneIn} polls; says whether it has finished. */
    private boolean run(
            List<String> lines, CommittedPanes panes, CheckpointStorage storage, Optional<StateBackend> warm, int oneIn)
            throws IOException {
        AtomicLong clock = new AtomicLong(1_000);
        CommittedPanes.Writer writer = panes.writer();
        CheckpointLog log;
        try {
            log = CheckpointLog.open(storage, new LogOptions(2, 1 << 12, 0.5, 3), warning -> {});
        } catch (IOException e) {
            return false;
        }
        // A long poll is decoded on another thread, if there is one.
        ScriptedSource source = new ScriptedSource(lines, random, random.nextBoolean() ? 7 : 70);
        JobBuilder<Calls.Call> builder = Job.<Calls.Call>reading(source, Calls::decode)
                .sink(writer)
                .parallelism(1 + random.nextInt(2))
                .decodeOn(random.nextInt(3), () -> Calls::decode)
                .checkpoints(log, "killed", Duration.ofMillis(20));
        Calls.views().forEach(builder::view);
        warm.ifPresent(backend -> builder.warm(backend).hot(HotBudget.ofBytes(2000)));
        try (Job<Calls.Call> job = builder.build(clock::get)) {
            try {
                job.open();
                while (job.doWork() != Job.FINISHED) {
                    clock.addAndGet(random.nextInt(10));
                    if (oneIn > 0 && random.nextInt(oneIn) == 0) {
                        writer.kill();
                        return false;
                    }
                }
            } catch (IOException e) {
                // The storage failed where the job cannot go on: a supervisor starts it again.
                writer.kill();
                return false;
            }
            assertThat(writer.isEmpty())
                    .as("whether a job that has finished has committed everything")
                    .isTrue();
            return true;
        } catch (UncheckedIOException | IllegalStateException e) {
            // A worker could not read the warm tier, which may also show when the job is closed.
            assertThat(e).as("a failure of the warm tier").hasRootCauseInstanceOf(IOException.class);
            writer.kill();
            return false;
        }
    }
}
