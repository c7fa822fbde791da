// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.jdbc.H2StateBackendFactory;
import io.tidemark.state.jdbc.PostgresStateBackendFactory;
import io.tidemark.state.lmdb.LmdbStateBackendFactory;
import io.tidemark.state.memory.MemoryStateBackendFactory;
import io.tidemark.state.rocksdb.RocksDbStateBackendFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The warm tiers that are compared, and none. */
enum WarmKind {
    /** All state is on the heap. */
    NONE,
    /** On the heap too, but as bytes. */
    MEMORY,
    /** RocksDB. */
    ROCKSDB,
    /** LMDB. */
    LMDB,
    /** H2, in a file. */
    H2,
    /** A PostgreSQL server of the benchmark's own. */
    POSTGRES;

    /** As job files name it; for none, what people call that. */
    String title() {
        return this == NONE ? "heap only" : name().toLowerCase(Locale.ROOT);
    }

    /**
     * An empty backend, or none.
     *
     * @param directory where one with files keeps them
     * @param job a name that no other backend of the run has
     * @param cacheMegabytes of a backend that has a cache; 0 for its default
     */
    Optional<StateBackend> open(Path directory, String job, int cacheMegabytes, Servers servers) throws IOException {
        Map<String, String> files = Map.of("path", directory.toString());
        Map<String, String> cached = cacheMegabytes == 0
                ? files
                : Map.of("path", directory.toString(), "cache_size_mb", Integer.toString(cacheMegabytes));
        return switch (this) {
            case NONE -> Optional.empty();
            case MEMORY -> open(new MemoryStateBackendFactory(), job, Map.of());
            case ROCKSDB -> open(new RocksDbStateBackendFactory(), job, cached);
            case LMDB -> open(new LmdbStateBackendFactory(), job, files);
            case H2 -> open(new H2StateBackendFactory(), job, cached);
            case POSTGRES -> open(new PostgresStateBackendFactory(), job, Map.of("url", servers.postgres()));
        };
    }

    private static Optional<StateBackend> open(StateBackendFactory factory, String job, Map<String, String> properties)
            throws IOException {
        return Optional.of(factory.open(new StateBackendConfig(job, properties)));
    }
}
