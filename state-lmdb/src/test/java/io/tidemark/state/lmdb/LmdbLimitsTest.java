// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LmdbLimitsTest {
    private static final Settings MANY = new Settings(1L << 30, 100, true);

    @TempDir
    private Path directory;

    @Test
    void a_full_map_refuses_a_batch_as_a_whole_and_opened_with_a_larger_one_it_goes_on() throws IOException {
        long last;
        try (StateBackend backend = open(new Settings(4 << 20, 100, true))) {
            last = fill(backend);
            assertThat(backend.lastCheckpointId()).as("the last id").isEqualTo(last);
            assertThat(entries(backend)).isEqualTo(last * 100);
            assertThatIOException()
                    .as("another batch")
                    .isThrownBy(() -> backend.apply(batch((int) last + 1), last + 1))
                    .withMessageContaining(directory.toString());
            StateBatch less = new StateBatch();
            less.deleteRange("a", KeyRange.before(number(300)));
            backend.apply(less, last + 1);
            assertThat(entries(backend)).as("entries once some were deleted").isEqualTo(last * 100 - 200);
        }
        try (StateBackend backend = open(MANY)) {
            backend.apply(batch((int) last + 1), last + 2);
            assertThat(entries(backend)).isEqualTo(last * 100 - 100);
        }
    }

    @Test
    void a_cursor_that_is_open_while_the_file_grows_a_hundredfold_sees_what_it_saw() throws IOException {
        try (StateBackend backend = open(MANY)) {
            backend.apply(batch(1), 1);
            long before = size();
            try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
                cursor.next();
                for (int id = 2; size() < 100 * before; id++) {
                    backend.apply(batch(id), id);
                }
                int entries = 1;
                while (cursor.next()) {
                    entries++;
                }
                assertThat(entries).isEqualTo(100);
            }
        }
    }

    @Test
    void more_cursors_than_there_may_be_are_refused_and_closing_one_makes_room() throws IOException {
        try (StateBackend backend = open(new Settings(1 << 20, 16, true))) {
            backend.apply(batch(1), 1);
            List<StateCursor> cursors = new ArrayList<>();
            assertThatIOException()
                    .isThrownBy(() -> {
                        for (int i = 0; i < 17; i++) {
                            cursors.add(backend.store("a").scan(KeyRange.all()));
                        }
                    })
                    .withMessageContaining("max_cursors")
                    .withMessageContaining(directory.toString());
            cursors.get(0).close();
            assertThat(backend.store("a").get(number(100))).isNotNull();
            for (StateCursor cursor : cursors) {
                cursor.close();
            }
            assertThat(entries(backend)).isEqualTo(100);
        }
    }

    @Test
    void what_is_put_and_deleted_in_one_batch_leaves_a_file_that_opens() throws IOException {
        try (StateBackend backend = open(MANY)) {
            StateBatch batch = new StateBatch();
            batch.put("a", number(1), new byte[10 << 20]);
            batch.delete("a", number(1));
            backend.apply(batch, 1);
        }
        try (StateBackend backend = open(MANY)) {
            assertThat(backend.lastCheckpointId()).isEqualTo(1);
            backend.apply(batch(2), 2);
        }
        try (StateBackend backend = open(MANY)) {
            assertThat(entries(backend)).isEqualTo(100);
        }
    }

    private StateBackend open(Settings settings) throws IOException {
        return LmdbStateBackendFactory.open(new Place("lmdb", "limits", directory), settings);
    }

    /** Applies batches until one is refused; the id of the last one that was not. */
    private long fill(StateBackend backend) {
        List<Integer> applied = new ArrayList<>();
        assertThatIOException()
                .isThrownBy(() -> {
                    for (int id = 1; id < 1000; id++) {
                        backend.apply(batch(id), id);
                        applied.add(id);
                    }
                })
                .withMessageContaining("max_map_size_mb")
                .withMessageContaining(directory.toString());
        return applied.size();
    }

    private long size() throws IOException {
        return Files.size(directory.resolve("data.mdb"));
    }

    private static long entries(StateBackend backend) throws IOException {
        try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            long entries = 0;
            while (cursor.next()) {
                entries++;
            }
            return entries;
        }
    }

    private static StateBatch batch(int id) {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < 100; i++) {
            batch.put("a", number(id * 100 + i), new byte[1000]);
        }
        return batch;
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
