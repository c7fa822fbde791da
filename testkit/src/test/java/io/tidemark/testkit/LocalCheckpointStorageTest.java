// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.checkpoint.BlobExistsException;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.CheckpointStorageFactory;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorageFactory;
import io.tidemark.checkpoint.StoredBlob;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalCheckpointStorageTest extends CheckpointStorageContract {
    @TempDir
    private Path scratch;

    @Override
    protected CheckpointStorage open(Path directory) throws IOException {
        return LocalCheckpointStorage.open(directory.resolve("job"));
    }

    @Test
    void looking_writes_nothing() throws IOException {
        Path root = scratch.resolve("not/there");
        try (CheckpointStorage storage = LocalCheckpointStorage.open(root)) {
            assertThat(storage.list("")).isEmpty();
            assertThat(storage.get("a")).isNull();
            storage.delete("a");
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void nothing_is_left_over_by_writing() throws IOException {
        try (CheckpointStorage storage = LocalCheckpointStorage.open(scratch)) {
            storage.put("a/b", new byte[10]);
            assertThatExceptionOfType(BlobExistsException.class).isThrownBy(() -> storage.put("a/b", new byte[10]));
        }
        assertThat(scratch.resolve(".unpublished")).isEmptyDirectory();
    }

    @Test
    void what_was_left_over_an_hour_ago_is_removed_and_what_is_being_written_is_not() throws IOException {
        Path unpublished = Files.createDirectories(scratch.resolve(".unpublished"));
        Path left = Files.write(unpublished.resolve("left"), new byte[10]);
        Path fresh = Files.write(unpublished.resolve("fresh"), new byte[10]);
        FileTime now = Files.getLastModifiedTime(fresh);
        Files.setLastModifiedTime(left, FileTime.fromMillis(now.toMillis() - 3_700_000));
        try (CheckpointStorage storage = LocalCheckpointStorage.open(scratch)) {
            storage.put("a", new byte[10]);
            assertThat(storage.list("")).containsExactly(new StoredBlob("a", 10));
        }
        assertThat(left).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void files_that_no_blob_can_be_are_not_listed() throws IOException {
        Files.write(scratch.resolve("Upper"), new byte[1]);
        Files.write(scratch.resolve(".hidden"), new byte[1]);
        Files.createSymbolicLink(scratch.resolve("link"), scratch.resolve("Upper"));
        try (CheckpointStorage storage = LocalCheckpointStorage.open(scratch)) {
            assertThat(storage.list("")).isEmpty();
            assertThat(storage.get("link")).as("what a link leads to").isNull();
        }
    }

    @Test
    void a_file_where_the_directory_should_be_is_said() throws IOException {
        Path file = Files.write(scratch.resolve("file"), new byte[1]);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> LocalCheckpointStorage.open(file))
                .withMessageContaining(file.toString())
                .withMessageContaining("is a file");
        try (CheckpointStorage storage = LocalCheckpointStorage.open(file.resolve("below"))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> storage.put("a/b", new byte[1]))
                    .withMessageContaining("is a file where a directory should be");
        }
    }

    @Test
    void the_directory_may_be_a_link_to_one() throws IOException {
        Files.createDirectory(scratch.resolve("real"));
        Files.createSymbolicLink(scratch.resolve("link"), scratch.resolve("real"));
        try (CheckpointStorage storage = LocalCheckpointStorage.open(scratch.resolve("link"))) {
            storage.put("a/b", new byte[3]);
            assertThat(storage.list("")).containsExactly(new StoredBlob("a/b", 3));
            assertThat(storage.get("a/b")).hasSize(3);
        }
        assertThat(scratch.resolve("real/a/b")).exists();
    }

    @Test
    void below_a_blob_there_is_nothing() throws IOException {
        try (CheckpointStorage storage = LocalCheckpointStorage.open(scratch)) {
            storage.put("a", new byte[3]);
            assertThat(storage.get("a/b")).isNull();
            assertThat(storage.list("a/b/")).isEmpty();
            storage.delete("a/b");
            assertThat(storage.list("")).hasSize(1);
        }
    }

    @Test
    void what_may_not_be_looked_at_is_not_taken_for_missing() throws IOException {
        Path root = scratch.resolve("closed");
        try (CheckpointStorage storage = LocalCheckpointStorage.open(root)) {
            storage.put("a/b", new byte[1]);
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("---------"));
            Assumptions.assumeFalse(Files.isReadable(root), "root may read everything");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> storage.get("a/b"))
                    .withMessageContaining("has no right");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> storage.list("a/"))
                    .withMessageContaining("has no right");
        } finally {
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void missing_rights_are_said() throws IOException {
        Files.createDirectory(scratch.resolve("job"));
        Files.setPosixFilePermissions(scratch.resolve("job"), PosixFilePermissions.fromString("r-xr-xr-x"));
        Assumptions.assumeFalse(Files.isWritable(scratch.resolve("job")), "root may write everywhere");
        try (CheckpointStorage storage = LocalCheckpointStorage.open(scratch.resolve("job"))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> storage.put("a", new byte[1]))
                    .withMessageContaining("has no right");
        }
    }

    @Test
    void a_full_disk_is_said_and_leaves_what_was_there() throws IOException, InterruptedException {
        try (SmallDisk disk = SmallDisk.mount(scratch, 8);
                CheckpointStorage storage = LocalCheckpointStorage.open(scratch.resolve("job"))) {
            storage.put("a", new byte[1 << 20]);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> storage.put("b", new byte[4 << 20]))
                    .withMessageContaining("the disk is full");
            assertThat(storage.list("")).containsExactly(new StoredBlob("a", 1 << 20));
            assertThat(storage.get("b")).isNull();
            disk.makeRoom();
            storage.put("b", new byte[4 << 20]);
            assertThat(storage.get("b")).hasSize(4 << 20);
        }
    }

    @Test
    void a_file_that_is_far_too_long_is_not_read() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(scratch.resolve("a").toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        try (CheckpointStorage storage = LocalCheckpointStorage.open(scratch)) {
            assertThatExceptionOfType(CorruptStateException.class)
                    .isThrownBy(() -> storage.get("a"))
                    .withMessageContaining("more than a blob can have");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> storage.put("b", new byte[CheckpointStorage.MIN_MAX_BLOB_LENGTH + 1]));
        }
    }

    @Test
    void the_factory_is_found_and_keeps_jobs_apart() throws IOException {
        Stream<String> names = ServiceLoader.load(CheckpointStorageFactory.class).stream()
                .map(provider -> provider.get().name());
        assertThat(names).contains("local");
        LocalCheckpointStorageFactory factory = new LocalCheckpointStorageFactory();
        for (String job : List.of("one", "two")) {
            try (CheckpointStorage storage =
                    factory.open(new StateBackendConfig(job, Map.of("path", scratch.toString())))) {
                storage.put("a", new byte[1]);
            }
            assertThat(scratch.resolve(job).resolve("a")).exists();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.open(new StateBackendConfig("one", Map.of("paht", "x"))))
                .withMessageContaining("paht");
    }
}
