// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.CheckpointStorageFactory;
import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.config.CheckpointConfig;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the storage that a job's checkpoints are kept in. */
public final class CheckpointStorages {
    private final Map<String, CheckpointStorageFactory> factories;
    private final Path directory;

    /**
     * Those of the class path.
     *
     * @param factories by name
     * @param directory against which a relative {@code path} is resolved
     */
    public CheckpointStorages(Map<String, CheckpointStorageFactory> factories, Path directory) {
        this.factories = Map.copyOf(factories);
        this.directory = directory;
    }

    /**
     * Opens the storage of {@code job}, whether or not its checkpoints are enabled. The caller closes it.
     *
     * @throws ConfigurationException with the place in the job file, when the class path has no storage of this type, or it refuses its properties
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    public CheckpointStorage open(JobConfig job) throws IOException, ConfigurationException {
        CheckpointConfig config = job.checkpoints();
        @Nullable CheckpointStorageFactory factory = factories.get(config.storage());
        if (factory == null) {
            throw refusal(
                    config.storagePlace(),
                    "the checkpoint storage '" + config.storage() + "' is not on the class path; found: "
                            + String.join(
                                    ", ", factories.keySet().stream().sorted().toList()));
        }
        try {
            return factory.open(new StateBackendConfig(job.job(), resolved(config.properties())));
        } catch (IllegalArgumentException e) {
            throw refusal(config.storagePlace(), String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> resolved(Map<String, String> properties) {
        Map<String, String> resolved = new LinkedHashMap<>(properties);
        resolved.computeIfPresent(
                StateBackendConfig.PATH, (key, path) -> directory.resolve(path).toString());
        return resolved;
    }

    private static ConfigurationException refusal(Place place, String message) {
        return new ConfigurationException(place.mark(), place.path(), message);
    }
}
