// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The write-ahead log after a power cut: nothing of it was synced, so its end may be anything. */
final class RocksDbLogTest {
    private static final long BUDGET = 8 << 20;
    private static final int BATCHES = 10;

    @TempDir
    private Path directory;

    @Test
    void a_log_that_is_damaged_in_its_middle_is_an_earlier_batch() throws IOException {
        Path copy = unclosed();
        Path log = log(copy);
        byte[] content = Files.readAllBytes(log);
        content[content.length / 2] ^= 1;
        Files.write(log, content);
        assertThat(requireWholeBatches(copy)).as("the last id").isBetween(1L, BATCHES - 1L);
    }

    @Test
    void a_log_whose_end_is_missing_is_an_earlier_batch() throws IOException {
        Path copy = unclosed();
        Path log = log(copy);
        byte[] content = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(content, content.length - 1));
        assertThat(requireWholeBatches(copy)).as("the last id").isEqualTo(BATCHES - 1);
    }

    @Test
    void a_log_whose_end_is_zeros_is_an_earlier_batch() throws IOException {
        Path copy = unclosed();
        Path log = log(copy);
        byte[] content = Files.readAllBytes(log);
        Arrays.fill(content, content.length * 3 / 4, content.length, (byte) 0);
        Files.write(log, content);
        assertThat(requireWholeBatches(copy)).as("the last id").isBetween(1L, BATCHES - 1L);
    }

    @Test
    void one_that_was_being_made_when_its_process_was_killed_begins_empty() throws IOException {
        open(directory).close();
        deleteAll("*.{log,sst}");
        try (StateBackend backend = open(directory)) {
            assertThat(backend.lastCheckpointId()).isEqualTo(StateBackend.NO_CHECKPOINT);
            fill(backend);
        }
        assertThat(requireWholeBatches(directory)).isEqualTo(BATCHES);
    }

    @Test
    void one_that_has_lost_its_log_is_damaged() throws IOException {
        try (StateBackend backend = open(directory)) {
            fill(backend);
        }
        deleteAll("*.log");
        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("delete this directory");
    }

    private void deleteAll(String glob) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Test
    void what_was_closed_needs_no_log() throws IOException {
        try (StateBackend backend = open(directory)) {
            fill(backend);
        }
        assertThat(requireWholeBatches(directory)).isEqualTo(BATCHES);
    }

    /** What a process leaves that was killed: a copy of the files while the backend is open. */
    private Path unclosed() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("copy"));
        try (StateBackend backend = open(directory.resolve("whole"))) {
            fill(backend);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve("whole"))) {
                for (Path file : files) {
                    Files.copy(file, copy.resolve(file.getFileName()));
                }
            }
        }
        return copy;
    }

    private static void fill(StateBackend backend) throws IOException {
        for (int id = 1; id <= BATCHES; id++) {
            StateBatch batch = new StateBatch();
            batch.deleteRange("a", KeyRange.all());
            for (int i = 0; i < id; i++) {
                batch.put("a", number(i), new byte[1000]);
            }
            backend.apply(batch, id);
        }
    }

    private static long requireWholeBatches(Path directory) throws IOException {
        try (StateBackend backend = open(directory);
                StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            long entries = 0;
            while (cursor.next()) {
                entries++;
            }
            assertThat(entries).as("entries of the last batch").isEqualTo(backend.lastCheckpointId());
            return entries;
        }
    }

    private static StateBackend open(Path directory) throws IOException {
        Place place = new Place("rocksdb", "log", directory);
        return RocksDbStateBackendFactory.open(place, RocksDbDatabase.open(place, BUDGET));
    }

    private static Path log(Path directory) throws IOException {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
            return logs.iterator().next();
        }
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }
}
