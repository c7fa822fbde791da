// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

final class MemoryStateBackendFactoryTest {
    private final StateBackendFactory factory = new MemoryStateBackendFactory();

    @Test
    void the_service_loader_finds_it_by_its_name() {
        assertThat(ServiceLoader.load(StateBackendFactory.class).stream().map(ServiceLoader.Provider::get))
                .singleElement()
                .isInstanceOf(MemoryStateBackendFactory.class)
                .extracting(StateBackendFactory::name)
                .isEqualTo("memory");
    }

    @Test
    void it_is_not_persistent_and_a_property_is_a_mistake() throws IOException {
        try (StateBackend backend = factory.open(new StateBackendConfig("costs", Map.of()))) {
            assertThat(backend.capabilities().persistent()).isFalse();
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.open(new StateBackendConfig("costs", Map.of("path", "here"))))
                .withMessageContaining("[path]");
    }

    @Test
    void an_error_says_whose_backend_it_is() throws IOException {
        StateBackend backend = factory.open(new StateBackendConfig("costs", Map.of()));
        backend.close();
        assertThatIllegalStateException()
                .isThrownBy(backend::lastCheckpointId)
                .withMessage("the memory state backend of 'costs' is closed");
    }
}
