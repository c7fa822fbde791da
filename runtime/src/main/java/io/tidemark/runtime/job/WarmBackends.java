// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.MemoryConfig;
import io.tidemark.runtime.config.StateConfig.Tier;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Opens the backend that keeps the state of a job that is too much for the heap. */
public final class WarmBackends {
    private static final String CACHE_SIZE = "cache_size_mb";
    private static final String BESIDE = "-replay";

    /** The backends of ours with a cache whose size can be told. */
    private static final Set<String> CACHING = Set.of("rocksdb", "h2");

    private final Map<String, StateBackendFactory> factories;
    private final Path directory;

    /**
     * Those of the class path.
     *
     * @param factories by name
     * @param directory against which a relative {@code path} is resolved
     */
    public WarmBackends(Map<String, StateBackendFactory> factories, Path directory) {
        this.factories = Map.copyOf(factories);
        this.directory = directory;
    }

    /**
     * Opens the warm tier of {@code job}, if it has one. The caller closes it.
     *
     * @throws ConfigurationException with the place in the job file, when the class path has no backend of this name, or it refuses its properties
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    public Optional<StateBackend> open(JobConfig job) throws IOException, ConfigurationException {
        return open(job, job.job(), path -> directory.resolve(path).toString());
    }

    /**
     * Opens a warm tier of the same kind for a run beside the job's own, which is not touched; it is empty. The caller clears and closes it.
     *
     * @param temporary where it has its files, if it has any
     */
    public Optional<StateBackend> openBeside(JobConfig job, Path temporary) throws IOException, ConfigurationException {
        Optional<StateBackend> opened = open(job, job.job() + BESIDE, path -> temporary.toString());
        if (opened.isPresent()) {
            opened.get().clear();
        }
        return opened;
    }

    private Optional<StateBackend> open(JobConfig job, String name, UnaryOperator<String> place)
            throws IOException, ConfigurationException {
        Tier warm = job.state().warm();
        if (!warm.isUsed()) {
            return Optional.empty();
        }
        @Nullable StateBackendFactory factory = factories.get(warm.backend());
        if (factory == null) {
            throw refusal(
                    warm.place(),
                    "the backend '" + warm.backend() + "' is not on the class path; found: "
                            + String.join(
                                    ", ", factories.keySet().stream().sorted().toList()));
        }
        Map<String, String> properties = properties(job);
        properties.computeIfPresent(StateBackendConfig.PATH, (key, path) -> place.apply(path));
        try {
            return Optional.of(factory.open(new StateBackendConfig(name, properties)));
        } catch (IllegalArgumentException e) {
            throw refusal(warm.place(), String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> properties(JobConfig job) {
        Tier warm = job.state().warm();
        Map<String, String> properties = new LinkedHashMap<>(warm.properties());
        MemoryConfig memory = job.memory();
        if (memory.place().isPresent() && CACHING.contains(warm.backend())) {
            properties.computeIfAbsent(
                    CACHE_SIZE, key -> Long.toString((long) Math.max(8, memory.totalLimitMb() * memory.warmCache())));
        }
        return properties;
    }

    private static ConfigurationException refusal(Place place, String message) {
        return new ConfigurationException(place.mark(), place.path(), message);
    }
}
