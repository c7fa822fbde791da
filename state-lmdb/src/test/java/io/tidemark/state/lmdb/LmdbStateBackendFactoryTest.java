// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LmdbStateBackendFactoryTest {
    private final StateBackendFactory factory = new LmdbStateBackendFactory();

    @TempDir
    private Path directory;

    @Test
    void the_service_loader_finds_it_by_its_name() {
        assertThat(ServiceLoader.load(StateBackendFactory.class).stream().map(ServiceLoader.Provider::get))
                .singleElement()
                .isInstanceOf(LmdbStateBackendFactory.class)
                .extracting(StateBackendFactory::name)
                .isEqualTo("lmdb");
    }

    @Test
    void it_is_persistent_and_says_whose_it_is_and_where() throws IOException {
        StateBackend backend = open(Map.of("path", directory.toString()));
        assertThat(backend.capabilities().persistent()).isTrue();
        assertThat(backend.capabilities().maxKeyLength()).isEqualTo(509);
        backend.close();
        assertThatIllegalStateException()
                .isThrownBy(backend::lastCheckpointId)
                .withMessage("the lmdb state backend of 'costs' in " + directory.resolve("costs") + " is closed");
    }

    @Test
    void a_property_that_is_missing_unknown_or_wrong_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> open(Map.of())).withMessageContaining("'path'");
        Map<String, String> wrong =
                Map.of("map_size", "1", "max_map_size_mb", "0", "max_cursors", "15", "verify", "sometimes");
        wrong.forEach((property, value) -> assertThatIllegalArgumentException()
                .isThrownBy(() -> open(Map.of("path", directory.toString(), property, value)))
                .withMessageContaining(property));
    }

    @Test
    void a_path_that_cannot_be_a_directory_is_an_error_that_names_it() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertThatIOException()
                .isThrownBy(() -> open(Map.of("path", file.toString())))
                .withMessageContaining(file.toString());
    }

    @Test
    void who_is_refused_does_not_take_the_claim_of_who_is_there() throws IOException {
        Map<String, String> properties = Map.of("path", directory.toString());
        try (StateBackend first = open(properties)) {
            for (int i = 0; i < 2; i++) {
                assertThatIOException()
                        .isThrownBy(() -> open(properties))
                        .withMessageContaining("is open already in this process");
            }
            assertThat(first.lastCheckpointId()).isZero();
        }
        open(properties).close();
    }

    private StateBackend open(Map<String, String> properties) throws IOException {
        return factory.open(new StateBackendConfig("costs", properties));
    }
}
