// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.checkpoint.Segment;
import io.tidemark.checkpoint.StoredBlob;
import io.tidemark.source.Positions;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class RoundTripTest {
    @RegisterExtension
    final Seeds seeds = new Seeds();

    @Test
    void random_batches_are_read_back_as_a_model_has_them_from_every_retained_checkpoint() throws IOException {
        Random random = seeds.random();
        int bases = 0;
        int deltas = 0;
        for (int round = 0; round < 60; round++) {
            LogOptions options = new LogOptions(
                    1 + random.nextInt(5), 128 + random.nextInt(1000), random.nextDouble(), 1 + random.nextInt(6));
            MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
            NaiveState state = new NaiveState(random);
            TreeMap<Long, List<String>> written = new TreeMap<>();
            CheckpointLog log = Logs.open(storage, options);
            for (int step = 0; step < 25; step++) {
                if (random.nextInt(4) == 0) {
                    log = Logs.open(storage.reopened(), options);
                }
                if (random.nextInt(3) == 0) {
                    log.newestIntact();
                    log.compact();
                }
                StateBatch batch = state.change(random.nextInt(10) == 0 ? 0 : 60);
                boolean anew = random.nextInt(20) == 0;
                Checkpoint checkpoint = anew
                        ? log.write(Logs.header(log.nextId()), Optional.empty(), state.everything())
                        : Logs.write(log, batch);
                written.put(checkpoint.id(), state.entries());
                compare(log, written, options);
                assertThat(blobs(storage)).isEqualTo(needed(log));
                bases += checkpoint.isBase() ? 1 : 0;
                deltas += checkpoint.isBase() ? 0 : 1;
            }
        }
        assertThat(bases).as("checkpoints that were a base").isGreaterThan(100);
        assertThat(deltas).as("checkpoints with deltas").isGreaterThan(100);
    }

    private static void compare(CheckpointLog log, NavigableMap<Long, List<String>> written, LogOptions options)
            throws IOException {
        List<Long> retained = written.descendingKeySet().stream()
                .limit(options.retained())
                .sorted()
                .toList();
        assertThat(log.checkpoints()).extracting(Checkpoint::id).isEqualTo(retained);
        for (Checkpoint checkpoint : log.checkpoints()) {
            assertThat(checkpoint.header()).isEqualTo(Logs.header(checkpoint.id()));
            assertThat(Logs.entries(log, checkpoint))
                    .as("the entries of checkpoint %d", checkpoint.id())
                    .isEqualTo(written.get(checkpoint.id()));
            assertThat(log.verify(checkpoint)).isEmpty();
        }
    }

    private static List<String> needed(CheckpointLog log) {
        TreeMap<String, Boolean> names = new TreeMap<>();
        for (Checkpoint checkpoint : log.checkpoints()) {
            names.put("manifests/%020d".formatted(checkpoint.id()), true);
            for (Segment segment : checkpoint.segments()) {
                for (int i = 0; i < segment.parts().size(); i++) {
                    names.put("segments/%020d-%04d".formatted(segment.number(), i), true);
                }
            }
        }
        return List.copyOf(names.keySet());
    }

    private static List<String> blobs(CheckpointStorage storage) throws IOException {
        return storage.list("").stream().map(StoredBlob::name).toList();
    }

    @Test
    void a_checkpoint_without_changes_shares_all_segments() throws IOException {
        CheckpointLog log = Logs.open(new MemoryCheckpointStorage());
        Checkpoint first = Logs.write(log, Logs.put("a", "k", "v"));
        Checkpoint second = Logs.write(log, new StateBatch());
        assertThat(second.segments()).isEqualTo(first.segments());
        assertThat(second.isBase()).isTrue();
    }

    @Test
    void the_state_may_become_empty_and_full_again() throws IOException {
        CheckpointLog log = Logs.open(new MemoryCheckpointStorage(), new LogOptions(3, 256, 0, 1));
        Logs.write(log, new StateBatch());
        Logs.write(log, Logs.put("a", "k", "v"));
        StateBatch batch = new StateBatch();
        batch.deleteRange("a", KeyRange.all());
        Checkpoint emptied = Logs.write(log, batch);
        assertThat(emptied.segments()).hasSize(2);
        log.compact();
        Checkpoint empty = Logs.write(log, new StateBatch());
        assertThat(empty.segments()).isEmpty();
        Checkpoint full = Logs.write(log, Logs.put("a", "k", "w"));
        assertThat(Logs.entries(log, emptied)).isEmpty();
        assertThat(Logs.entries(log, empty)).isEmpty();
        assertThat(Logs.entries(log, full)).containsExactly("a/6b=77");
    }

    @Test
    void a_base_holds_puts_only() throws IOException {
        CheckpointLog log = Logs.open(new MemoryCheckpointStorage());
        StateBatch deletes = new StateBatch();
        deletes.delete("a", new byte[] {1});
        deletes.deleteRange("a", KeyRange.all());
        assertThat(Logs.write(log, deletes).segments()).isEmpty();
        StateBatch batch = Logs.put("a", "k", "v");
        batch.delete("a", new byte[] {1});
        batch.deleteRange("a", KeyRange.before(new byte[] {9}));
        assertThat(Logs.write(log, batch).segments())
                .extracting(Segment::entries)
                .containsExactly(1L);
    }

    @Test
    void a_new_base_is_for_the_checkpoint_it_was_made_of() throws IOException {
        CheckpointLog log = Logs.open(new MemoryCheckpointStorage(), new LogOptions(9, 256, 0, 9));
        Logs.write(log, Logs.put("a", "k", "1"));
        Checkpoint second = Logs.write(log, Logs.put("a", "l", "2"));
        Logs.write(log, Logs.put("a", "k", "3"));
        log.compact();
        Checkpoint fourth = log.write(Logs.header(4), Optional.of(second), Logs.put("a", "m", "4"));
        assertThat(Logs.entries(log, fourth)).containsExactly("a/6b=31", "a/6c=32", "a/6d=34");
        assertThat(fourth.segments()).hasSize(3);
    }

    @Test
    void what_a_header_says_is_read_back() throws IOException {
        MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
        var header = new CheckpointHeader(
                "j\u00f6b",
                Long.MAX_VALUE,
                -1,
                new Positions(Map.of(-1, Long.MIN_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE)),
                new TreeMap<>(Map.of("", Long.MIN_VALUE, "view", Long.MAX_VALUE)));
        Logs.open(storage).write(header, Optional.empty(), new StateBatch());
        assertThat(Logs.open(storage).checkpoints())
                .extracting(Checkpoint::header)
                .containsExactly(header);
    }

    @Test
    void blobs_are_no_longer_than_said_but_for_an_entry_that_is() throws IOException {
        MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
        CheckpointLog log = Logs.open(storage, new LogOptions(1, 1000, 1, 1));
        StateBatch batch = new StateBatch();
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            batch.put("a", new byte[] {1, (byte) i}, new byte[100]);
        }
        batch.put("b", new byte[] {2}, new byte[StateBackend.MIN_MAX_VALUE_LENGTH]);
        Checkpoint checkpoint = Logs.write(log, batch);
        storage.list("segments/").forEach(blob -> lengths.add((int) blob.length()));
        assertThat(lengths).filteredOn(length -> length > 1000).hasSize(1);
        assertThat(lengths).hasSizeBetween(12, 16);
        List<Integer> values = new ArrayList<>();
        log.read(checkpoint, new Lengths(values));
        assertThat(values).hasSize(101).endsWith(StateBackend.MIN_MAX_VALUE_LENGTH);
    }

    /** Writes down how long values are. */
    private record Lengths(List<Integer> lengths) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            lengths.add(value.length);
        }

        @Override
        public void delete(String store, byte[] key) {
            throw new AssertionError("a delete");
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            throw new AssertionError("a deleted range");
        }
    }
}
