// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

final class RocksDbStateBackendFactoryTest {
    private final StateBackendFactory factory = new RocksDbStateBackendFactory();

    @TempDir
    private Path directory;

    @Test
    void the_service_loader_finds_it_by_its_name() {
        assertThat(ServiceLoader.load(StateBackendFactory.class).stream().map(ServiceLoader.Provider::get))
                .singleElement()
                .isInstanceOf(RocksDbStateBackendFactory.class)
                .extracting(StateBackendFactory::name)
                .isEqualTo("rocksdb");
    }

    @Test
    void it_is_persistent_and_says_whose_it_is_and_where() throws IOException {
        StateBackend backend = open(Map.of("path", directory.toString()));
        assertThat(backend.capabilities().persistent()).isTrue();
        backend.close();
        assertThatIllegalStateException()
                .isThrownBy(backend::lastCheckpointId)
                .withMessage("the rocksdb state backend of 'costs' in " + directory.resolve("costs") + " is closed");
    }

    @Test
    void a_property_that_is_missing_unknown_or_wrong_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> open(Map.of())).withMessageContaining("'path'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("path", "x", "cache_mb", "1")))
                .withMessageContaining("[cache_mb]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("path", directory.toString(), "cache_size_mb", "7")))
                .withMessageContaining("'cache_size_mb'")
                .withMessageContaining("'7'");
    }

    @Test
    void a_path_that_cannot_be_a_directory_is_an_error_that_names_it() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatIOException()
                .isThrownBy(() -> open(Map.of("path", file.toString())))
                .withMessageContaining(file.toString());
    }

    @Test
    void another_database_is_not_touched() throws IOException, RocksDBException {
        write("somebody".getBytes(StandardCharsets.UTF_8), new byte[0]);
        assertThatIOException()
                .isThrownBy(() -> open(Map.of("path", directory.toString())))
                .withMessageContaining(directory.toString())
                .withMessageContaining("something else");
    }

    @Test
    void a_newer_format_is_refused_with_what_to_do() throws IOException, RocksDBException {
        write("\0\0format".getBytes(StandardCharsets.UTF_8), new byte[] {0, 0, 0, 2});
        assertThatIOException()
                .isThrownBy(() -> open(Map.of("path", directory.toString())))
                .withMessageContaining("format 2")
                .withMessageContaining("delete this directory");
    }

    private StateBackend open(Map<String, String> properties) throws IOException {
        return factory.open(new StateBackendConfig("costs", properties));
    }

    private void write(byte[] key, byte[] value) throws IOException, RocksDBException {
        RocksDB.loadLibrary();
        try (RocksDB rocks =
                RocksDB.open(Files.createDirectories(directory.resolve("costs")).toString())) {
            rocks.put(key, value);
        }
    }
}
