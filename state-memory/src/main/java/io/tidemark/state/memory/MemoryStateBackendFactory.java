// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.memory;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.util.Set;

/** Opens backends that keep everything on the heap and end with the process. They have no properties. */
public final class MemoryStateBackendFactory implements StateBackendFactory {
    /** The factory; it holds nothing. */
    public MemoryStateBackendFactory() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public StateBackend open(StateBackendConfig config) {
        config.requireOnly(Set.of());
        return new MemoryStateBackend(config.name());
    }
}
