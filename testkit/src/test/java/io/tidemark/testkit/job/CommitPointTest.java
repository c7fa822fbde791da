// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.source.Positions;
import io.tidemark.testkit.MemoryCheckpointStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a job does with a sink whose commit is its commit point. */
class CommitPointTest {
    private static final List<String> LINES = Calls.lines(new Random(7), 100);

    @Test
    void the_commit_carries_where_the_source_stood() throws IOException {
        CommittedPanes panes = new CommittedPanes();
        run(panes, new MemoryCheckpointStorage());
        assertThat(panes.positions()).isEqualTo(new Positions(Map.of(0, 100L)));
    }

    @Test
    void after_the_checkpoints_were_moved_away_no_new_one_has_an_id_that_the_sink_knows() throws IOException {
        CommittedPanes panes = new CommittedPanes();
        run(panes, new MemoryCheckpointStorage());
        long committed = panes.lastCommitted().orElseThrow();
        CheckpointStorage empty = new MemoryCheckpointStorage();
        try (Job<Calls.Call> job = job(panes, empty)) {
            job.open();
            assertThat(panes.lastCommitted().orElseThrow())
                    .as("the id of the first checkpoint in an empty storage")
                    .isGreaterThan(committed);
        }
    }

    @Test
    void checkpoints_of_which_the_sink_knows_nothing_are_not_thrown_away() throws IOException {
        MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
        CommittedPanes panes = new CommittedPanes();
        run(panes, storage);
        try (Job<Calls.Call> job = job(new CommittedPanes(), storage.reopened())) {
            assertThatIOException().isThrownBy(job::open).withMessageContaining("move the checkpoints away");
        }
        // With the sink that it had it is where it was.
        run(panes, storage.reopened());
    }

    @Test
    void a_transactional_sink_in_a_job_without_checkpoints_is_refused() {
        JobBuilder<Calls.Call> builder = Job.<Calls.Call>reading(
                        new ScriptedSource(LINES, new Random(7)), Calls::decode)
                .sink(new CommittedPanes().writer());
        Calls.views().forEach(builder::view);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.build(() -> 0))
                .withMessageContaining("turn checkpoints on");
    }

    private static void run(CommittedPanes panes, CheckpointStorage storage) throws IOException {
        try (Job<Calls.Call> job = job(panes, storage)) {
            job.open();
            int answer = 0;
            while (answer != Job.FINISHED) {
                answer = job.doWork();
            }
        }
    }

    private static Job<Calls.Call> job(CommittedPanes panes, CheckpointStorage storage) throws IOException {
        CheckpointLog log = CheckpointLog.open(storage, new LogOptions(2, 1 << 12, 0.5, 3), warning -> {});
        JobBuilder<Calls.Call> builder = Job.<Calls.Call>reading(
                        new ScriptedSource(LINES, new Random(7)), Calls::decode)
                .sink(panes.writer())
                .checkpoints(log, "committing", Duration.ofMillis(20));
        Calls.views().forEach(builder::view);
        return builder.build(() -> 0);
    }
}
