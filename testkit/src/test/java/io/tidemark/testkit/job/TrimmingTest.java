// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.Trimmable;
import io.tidemark.testkit.MemoryCheckpointStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** When a source that keeps its records itself may delete some. */
class TrimmingTest {
    private static final List<String> LINES = Calls.lines(new Random(7), 100);

    private final List<Long> trimmed = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Kept source = new Kept();
    private long now;

    @Test
    void after_a_checkpoint_the_source_keeps_what_the_oldest_one_goes_on_from() throws IOException {
        CheckpointLog log =
                CheckpointLog.open(new MemoryCheckpointStorage(), new LogOptions(3, 1 << 12, 0.5, 3), warnings::add);
        try (Job<Calls.Call> job = job(builder -> builder.checkpoints(log, "trimming", Duration.ofHours(1)))) {
            job.open();
            List<Long> positions = new ArrayList<>(List.of(0L));
            for (int i = 0; i < 5; i++) {
                job.doWork();
                assertThat(trimmed)
                        .as("positions trimmed at, before checkpoint %d", i + 2)
                        .hasSize(i + 1);
                job.checkpoint();
                positions.add(source.positions().get(0, -1));
            }
            // The first checkpoint is that of open(); three are kept.
            assertThat(trimmed).containsExactly(0L, 0L, 0L, positions.get(1), positions.get(2), positions.get(3));
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void one_that_cannot_delete_is_warned_of_and_asked_again() throws IOException {
        CheckpointLog log =
                CheckpointLog.open(new MemoryCheckpointStorage(), new LogOptions(1, 1 << 12, 0.5, 3), warning -> {});
        source.isBroken = true;
        try (Job<Calls.Call> job = job(builder -> builder.checkpoints(log, "trimming", Duration.ofHours(1)))) {
            job.open();
            job.checkpoint();
        }
        assertThat(trimmed).hasSize(2);
        assertThat(warnings).hasSize(2).allMatch(warning -> warning.contains("delete"));
    }

    @Test
    void without_checkpoints_it_keeps_what_was_not_made_visible() throws IOException {
        try (Job<Calls.Call> job = job(builder -> {})) {
            job.open();
            job.doWork();
            assertThat(trimmed).isEmpty();
            now += 1_000;
            job.doWork();
            assertThat(trimmed).containsExactly(source.positions().get(0, -1));
        }
    }

    private Job<Calls.Call> job(Consumer<JobBuilder<Calls.Call>> change) {
        JobBuilder<Calls.Call> builder =
                Job.<Calls.Call>reading(source, Calls::decode).warnings(warnings::add);
        Calls.views().forEach(builder::view);
        change.accept(builder);
        return builder.build(() -> now);
    }

    private final class Kept implements Source, Trimmable {
        private final Source lines = new ScriptedSource(LINES, new Random(1) {
            private static final long serialVersionUID = 1;

            @Override
            public int nextInt(int bound) {
                return bound - 1;
            }
        });

        private boolean isBroken;

        @Override
        public void trim(Positions oldest) throws IOException {
            trimmed.add(oldest.get(0, -1));
            if (isBroken) {
                throw new IOException("no right to delete");
            }
        }

        @Override
        public void open(Positions positions) throws IOException {
            lines.open(positions);
        }

        @Override
        public List<Integer> partitions() {
            return lines.partitions();
        }

        @Override
        public int poll(RecordHandler handler, int limit) throws IOException {
            return lines.poll(handler, limit);
        }

        @Override
        public Positions positions() {
            return lines.positions();
        }

        @Override
        public void close() throws IOException {
            lines.close();
        }
    }
}
