// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;

/** Opens {@link ToyFileBackend}s; public, so that another process finds it. */
public final class ToyFileBackendFactory implements StateBackendFactory {
    /** The factory; it holds nothing. */
    public ToyFileBackendFactory() {}

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public StateBackend open(StateBackendConfig config) throws IOException {
        return ToyFileBackend.open(config.directory(), ToyFileBackend.Mistake.valueOf(config.text("mistake", "NONE")));
    }
}
