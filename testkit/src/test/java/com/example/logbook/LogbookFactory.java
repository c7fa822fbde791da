// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.ordered.OrderedStateBackend;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.util.Set;

/** Opens backends that write every batch to the end of a file. */
public final class LogbookFactory implements StateBackendFactory {
    private static final int LONGEST_KEY = 4096;

    /** For {@code ServiceLoader}. */
    public LogbookFactory() {}

    @Override
    public String name() {
        return "logbook";
    }

    @Override
    public StateBackend open(StateBackendConfig config) throws IOException {
        config.requireOnly(Set.of(StateBackendConfig.PATH));
        Place place = new Place(name(), config.name(), config.directory());
        return OrderedStateBackend.open(place, Logbook.open(place), LONGEST_KEY);
    }
}
