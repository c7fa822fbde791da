// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.engine.Job;
import io.tidemark.engine.Pipeline;
import io.tidemark.key.KeySelector;
import io.tidemark.pane.Pane;
import io.tidemark.sink.Sink;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.SavedState;
import io.tidemark.testkit.ToyStateBackend;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** State that is not what it seems: of another life of the job, or of keys that cannot be found again. */
final class StrangeStateTest {
    private final List<String> panes = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong(1_000);

    @Test
    void r2_a_warm_tier_of_another_life_of_the_job_is_not_believed_although_its_number_fits() throws IOException {
        ToyStateBackend.Disk disk = new ToyStateBackend.Disk();
        long id = run(new MemoryCheckpointStorage(), disk, List.of("a", "a"));
        // The checkpoints are lost and the job begins again, with another backend at first.
        clock.addAndGet(60_000);
        MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
        assertThat(run(storage, new ToyStateBackend.Disk(), List.of("a", "b"))).isEqualTo(id);
        assertThat(panes).isEmpty();
        run(storage, disk, List.of("a", "b", "b", "b"));
        assertThat(panes).containsExactly("b 3");
    }

    /** Reads {@code keys}, and returns the number of the last checkpoint. */
    private long run(MemoryCheckpointStorage storage, ToyStateBackend.Disk disk, List<String> keys) throws IOException {
        CheckpointLog log = CheckpointLog.open(storage, LogOptions.defaults(), warning -> {});
        View<String, String> view = View.<String>named("triples")
                .keyBy(key -> key)
                .watermarks(new BoundedOutOfOrderness(0))
                .window(CountWindows.of(3))
                .aggregate("n", Aggregates.count())
                .build();
        try (ToyStateBackend backend = ToyStateBackend.on(disk);
                Job<String> job = Job.<String>reading(
                                new ScriptedSource(keys, new Random(1)),
                                (record, out) ->
                                        out.element(new StateInput(Objects.requireNonNull(record.value())).text(), 0))
                        .view(view)
                        .sink(new Panes())
                        .checkpoints(log, "job", Duration.ofDays(1))
                        .warm(backend)
                        .build(clock::get)) {
            job.open();
            while (job.records() < keys.size()) {
                job.doWork();
            }
            job.checkpoint();
            return log.nextId() - 1;
        }
    }

    /** A key whose hash code is that of the object. */
    private static final class Identity {
        final String name;

        Identity(String name) {
            this.name = name;
        }
    }

    @Test
    void keys_whose_hash_code_differs_from_process_to_process_are_refused() throws IOException {
        SavedState saved = new SavedState();
        try (Pipeline<Identity> pipeline = pipeline()) {
            for (int i = 0; i < 50; i++) {
                Identity key = new Identity("key-" + i);
                pipeline.element(0, i, key, 0);
            }
            saved.take(pipeline);
        }
        try (Pipeline<Identity> next = pipeline()) {
            assertThatThrownBy(() -> next.restore(saved))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(Identity.class.getName())
                    .hasMessageContaining("hashCode");
        }
    }

    private static Pipeline<Identity> pipeline() {
        return Pipeline.of(View.<Identity>named("sessions")
                        .keyBy(new IdentitySelector())
                        .watermarks(new BoundedOutOfOrderness(0))
                        .window(SessionWindows.withGap(Duration.ofHours(1)))
                        .aggregate("n", Aggregates.count())
                        .build())
                .saved(true)
                .build();
    }

    /** An element is its own key. */
    private static final class IdentitySelector implements KeySelector<Identity, Identity> {
        @Override
        public Identity key(Identity element) {
            return element;
        }

        @Override
        public StateCodec<Identity> codec() {
            return new IdentityCodec();
        }
    }

    /** Writes the name. */
    private static final class IdentityCodec implements StateCodec<Identity> {
        @Override
        public String name() {
            return "identity";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Identity value, StateOutput out) {
            out.writeText(value.name);
        }

        @Override
        public Identity read(StateInput in, int version) throws IOException {
            return new Identity(in.readText());
        }
    }

    /** Keeps what is emitted. */
    private final class Panes implements Sink {
        @Override
        public void open() {
            // There is nothing to open.
        }

        @Override
        public void write(Pane<?> pane) {
            panes.add(pane.key() + " " + pane.count());
        }

        @Override
        public void flush() {
            // All is visible.
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
