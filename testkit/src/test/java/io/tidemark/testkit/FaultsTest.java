// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneId;
import io.tidemark.sink.Sink;
import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateStore;
import io.tidemark.testkit.ToyStateBackend.Mistake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The decorators that fail at random: without faults they pass the contracts, with faults everything fails sometimes, before and after its work. */
final class FaultsTest {
    private static final Faults NO_FAULTS = new Faults(1, 0);

    @Nested
    final class BackendWithoutFaults extends StateBackendContract {
        private final ToyStateBackend.Disk disk = new ToyStateBackend.Disk();

        @Override
        protected StateBackend open(Path directory) {
            return new FailingStateBackend(new ToyStateBackend(disk, Mistake.NONE), NO_FAULTS);
        }
    }

    @Nested
    final class StorageWithoutFaults extends CheckpointStorageContract {
        private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();

        @Override
        protected CheckpointStorage open(Path directory) {
            return new FailingCheckpointStorage(storage.reopened(), NO_FAULTS);
        }
    }

    @Nested
    final class SourceWithoutFaults extends SourceContract {
        @Override
        protected Source source() {
            return new FailingSource(new ToySource(ToySource.Mistake.NONE), NO_FAULTS);
        }

        @Override
        protected int records() {
            return ToySource.RECORDS;
        }
    }

    @Nested
    final class SinkWithoutFaults extends SinkContract {
        private final List<PaneId<String>> destination = new ArrayList<>();

        @Override
        protected Sink sink() {
            return new FailingSink(new ToySink(destination, false, ToySink.Mistake.NONE), NO_FAULTS);
        }

        @Override
        protected List<PaneId<String>> visible() {
            return destination;
        }

        @Override
        protected Sink broken() {
            return new FailingSink(new ToySink(destination, true, ToySink.Mistake.NONE), NO_FAULTS);
        }
    }

    @Test
    void a_failure_names_its_seed_and_call_and_the_same_seed_fails_the_same_calls() {
        List<String> messages = failures(new Faults(42, 0.3));
        assertThat(messages).isNotEmpty().allMatch(message -> message.contains("(seed 42, call "));
        assertThat(failures(new Faults(42, 0.3))).isEqualTo(messages);
        assertThat(failures(new Faults(43, 0.3))).isNotEqualTo(messages);
    }

    @Test
    void the_rate_is_the_share_of_calls_that_fail_half_of_them_after_their_work() {
        Faults faults = new Faults(1, 0.2);
        List<String> messages = failures(faults);
        assertThat(messages).hasSizeBetween(150, 250);
        assertThat(messages.stream().filter(message -> message.startsWith("injected after work")))
                .hasSizeBetween(60, 140);
        assertThat(faults.injected()).isEqualTo(messages.size());
        assertThatIllegalArgumentException().isThrownBy(() -> new Faults(1, 1.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Faults(1, Double.NaN));
    }

    @Test
    void when_faults_stop_nothing_fails_any_more() {
        Faults faults = new Faults(1, 1);
        assertThat(failures(faults)).hasSize(1000);
        faults.stop();
        assertThat(failures(faults)).isEmpty();
    }

    @Test
    void a_batch_that_failed_was_applied_as_a_whole_or_not_at_all_and_its_id_says_which() throws IOException {
        StateBackend real = new ToyStateBackend(new ToyStateBackend.Disk(), Mistake.NONE);
        StateBackend failing = new FailingStateBackend(real, new Faults(7, 0.5));
        Set<Boolean> applied = new HashSet<>();
        for (int id = 1; id <= 100; id++) {
            StateBatch batch = new StateBatch();
            batch.put("a", Bytes.hex("01"), Bytes.number(id));
            batch.put("b", Bytes.hex("01"), Bytes.number(id));
            long before = real.lastCheckpointId();
            try {
                failing.apply(batch, id);
            } catch (IOException e) {
                boolean all = real.lastCheckpointId() == id;
                applied.add(all);
                String expected =
                        all ? Bytes.hex(Bytes.number(id)) : before == 0 ? null : Bytes.hex(Bytes.number((int) before));
                assertThat(Bytes.hex(real.store("a").get(Bytes.hex("01")))).isEqualTo(expected);
                assertThat(Bytes.hex(real.store("b").get(Bytes.hex("01")))).isEqualTo(expected);
            }
        }
        assertThat(applied).as("outcomes of failed batches").containsExactlyInAnyOrder(true, false);
    }

    @Test
    void everything_but_closing_can_fail() {
        Faults always = new Faults(1, 1);
        StateBackend backend =
                new FailingStateBackend(new ToyStateBackend(new ToyStateBackend.Disk(), Mistake.NONE), always);
        StateStore store = backend.store("a");
        CheckpointStorage storage = new FailingCheckpointStorage(new MemoryCheckpointStorage(), always);
        Source source = new FailingSource(new ToySource(ToySource.Mistake.NONE), always);
        Sink sink = new FailingSink(new ToySink(new ArrayList<>(), false, ToySink.Mistake.NONE), always);
        Pane<String> pane = Panes.random(new Random(1), 1).get(0);
        List<IoAction> calls = List.of(
                () -> backend.apply(new StateBatch(), 1),
                backend::lastCheckpointId,
                backend::clear,
                () -> store.get(Bytes.hex("01")),
                () -> store.scan(KeyRange.all()),
                () -> storage.put("a", new byte[1]),
                () -> storage.get("a"),
                () -> storage.list(""),
                () -> storage.delete("a"),
                () -> source.open(Positions.BEGINNING),
                () -> source.poll(record -> {}, 1),
                sink::open,
                () -> sink.write(pane),
                sink::flush);
        for (IoAction call : calls) {
            assertThatIOException()
                    .isThrownBy(call::run)
                    .withMessageMatching("injected (before|after) .* \\(seed 1, call \\d+\\)");
        }
        for (IoAction close : List.<IoAction>of(backend::close, storage::close, source::close, sink::close)) {
            assertThatCode(close::run).doesNotThrowAnyException();
        }
    }

    private static List<String> failures(Faults faults) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            try {
                faults.around("work", () -> {});
            } catch (IOException e) {
                messages.add(e.getMessage());
            }
        }
        return messages;
    }
}
