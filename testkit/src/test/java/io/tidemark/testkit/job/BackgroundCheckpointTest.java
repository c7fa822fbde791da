// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.pane.Pane;
import io.tidemark.sink.Rewindable;
import io.tidemark.sink.Sink;
import io.tidemark.testkit.FailingCheckpointStorage;
import io.tidemark.testkit.FailingStateBackend;
import io.tidemark.testkit.Faults;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.Seeds;
import io.tidemark.testkit.ToyStateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule R1 with checkpoints that are written while the job goes on: however late that is, and whatever instant the job dies at, its output is that of a job that lives. */
class BackgroundCheckpointTest {
    private static final int ROUNDS = 60;
    private static final int RECORDS = 400;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @Test
    void r1_checkpoints_that_are_written_late_are_those_of_the_time_when_they_were_taken() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = Calls.lines(random, RECORDS);
            List<String> expected = new ArrayList<>();
            assertThat(run(
                            lines,
                            expected,
                            new MemoryCheckpointStorage(),
                            new ToyStateBackend.Disk(),
                            new Faults(0, 0),
                            0))
                    .isTrue();

            List<String> actual = new ArrayList<>();
            Faults faults = new Faults(random.nextLong(), round % 2 == 0 ? 0 : 0.05);
            MemoryCheckpointStorage kept = new MemoryCheckpointStorage();
            ToyStateBackend.Disk disk = new ToyStateBackend.Disk();
            int kills = 0;
            while (!run(lines, actual, new FailingCheckpointStorage(kept.reopened(), faults), disk, faults, 30)) {
                if (++kills == 200) {
                    faults.stop();
                }
            }

            assertThat(actual)
                    .as("the panes of round %d, after %d kills and %d faults", round, kills, faults.injected())
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** Runs a job until it has finished, or is killed, one in {@code oneIn} polls; says whether it has finished. */
    private boolean run(
            List<String> lines,
            List<String> panes,
            CheckpointStorage storage,
            ToyStateBackend.Disk disk,
            Faults faults,
            int oneIn)
            throws IOException {
        AtomicLong clock = new AtomicLong(1_000);
        Later later = new Later();
        boolean isWarm = random.nextBoolean();
        try {
            CheckpointLog log = CheckpointLog.open(storage, new LogOptions(2, 1 << 12, 0.5, 3), warning -> {});
            JobBuilder<Calls.Call> builder = Job.<Calls.Call>reading(new ScriptedSource(lines, random), Calls::decode)
                    .sink(new Lines(panes))
                    .parallelism(1 + random.nextInt(2))
                    .checkpoints(log, "background", Duration.ofMillis(20))
                    .checkpointsOn(later);
            Calls.views().forEach(builder::view);
            if (isWarm) {
                builder.warm(new FailingStateBackend(ToyStateBackend.on(disk), faults))
                        .hot(HotBudget.ofBytes(2_000));
            }
            // A process that is killed closes nothing.
            Job<Calls.Call> job = builder.build(clock::get);
            job.open();
            while (job.doWork() != Job.FINISHED) {
                clock.addAndGet(random.nextInt(10));
                if (random.nextInt(3) == 0) {
                    later.run();
                }
                if (oneIn > 0 && random.nextInt(oneIn) == 0) {
                    // The threads have to go. What they still write is after the last checkpoint.
                    job.pipeline().close();
                    return false;
                }
            }
            job.close();
            return true;
        } catch (IOException e) {
            // A storage failed where the job cannot go on.
            return false;
        } catch (UncheckedIOException | IllegalStateException e) {
            assertThat(e).as("a failure of the warm tier").hasRootCauseInstanceOf(IOException.class);
            return false;
        }
    }

    /** Does things when it is told to, or never. */
    private static final class Later implements Executor {
        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            // What the job could not wait for it did itself; to run that again does nothing.
            tasks.removeIf(done -> ((Future<?>) done).isDone());
            assertThat(tasks).as("one thing at a time").isEmpty();
            tasks.add(task);
        }

        void run() {
            if (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }
    }

    /** Lines that outlive the job, and can be cut. */
    private record Lines(List<String> lines) implements Sink, Rewindable {
        @Override
        public void open() {
            // They are there.
        }

        @Override
        public void write(Pane<?> pane) {
            lines.add(pane.id() + " " + PaneText.of(pane));
        }

        @Override
        public void flush() {
            // They are visible at once.
        }

        @Override
        public String target() {
            return "lines";
        }

        @Override
        public OptionalLong position() {
            return OptionalLong.of(lines.size());
        }

        @Override
        public void rewind(long position) {
            lines.subList((int) position, lines.size()).clear();
        }

        @Override
        public void close() {
            // They stay.
        }
    }
}
