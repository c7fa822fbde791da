// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.rocksdb;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.ordered.OrderedStateBackend;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.util.Set;

/**
 * Opens backends that keep their entries in RocksDB, in a directory of the local disk.
 *
 * <p>Properties:
 *
 * <ul>
 *   <li>{@code path}, required: a directory; the state is in the directory in it that has the configuration's name
 *   <li>{@code cache_size_mb}, 8 to 1048576, default 256: the memory for everything RocksDB caches and buffers, in MiB, whatever the number of stores
 * </ul>
 */
public final class RocksDbStateBackendFactory implements StateBackendFactory {
    private static final String NAME = "rocksdb";
    private static final String CACHE_SIZE = "cache_size_mb";
    /** RocksDB takes longer ones; but long keys are slow, and nobody needs them. */
    private static final int MAX_KEY_LENGTH = 1 << 16;

    /** The factory; it holds nothing. */
    public RocksDbStateBackendFactory() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StateBackend open(StateBackendConfig config) throws IOException {
        config.requireOnly(Set.of(StateBackendConfig.PATH, CACHE_SIZE));
        long budget = config.number(CACHE_SIZE, 256, 8, 1 << 20) << 20;
        Place place = new Place(NAME, config.name(), config.directory());
        return open(place, RocksDbDatabase.open(place, budget));
    }

    static StateBackend open(Place place, RocksDbDatabase database) throws IOException {
        return OrderedStateBackend.open(place, database, MAX_KEY_LENGTH);
    }
}
