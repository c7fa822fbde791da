// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.archive.WindowArchive;
import io.tidemark.archive.WindowArchiveFactory;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.StateConfig;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the archive of a job's finished windows, its cold tier. */
public final class Archives {
    private final Map<String, WindowArchiveFactory> factories;
    private final Path directory;

    /**
     * Those of the class path.
     *
     * @param factories by name
     * @param directory against which a relative {@code path} is resolved
     */
    public Archives(Map<String, WindowArchiveFactory> factories, Path directory) {
        this.factories = Map.copyOf(factories);
        this.directory = directory;
    }

    /**
     * Opens the archive of {@code job}, which has one. The caller closes it.
     *
     * @throws ConfigurationException with the place in the job file, when the class path has no archive of this name, or it refuses its properties
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    public WindowArchive open(JobConfig job) throws IOException, ConfigurationException {
        StateConfig.Tier cold = job.state().cold();
        @Nullable WindowArchiveFactory factory = factories.get(cold.backend());
        if (factory == null) {
            throw refusal(
                    cold,
                    "the archive '" + cold.backend() + "' is not on the class path; found: "
                            + String.join(
                                    ", ", factories.keySet().stream().sorted().toList()));
        }
        try {
            return factory.open(new StateBackendConfig(job.job(), resolved(cold.properties())));
        } catch (IllegalArgumentException e) {
            throw refusal(cold, String.valueOf(e.getMessage()));
        }
    }

    /** For how long a window is kept. */
    public static Duration retention(StateConfig.Tier cold) {
        return Duration.ofDays(Long.parseLong(cold.properties().getOrDefault(StateConfig.RETENTION_DAYS, "90")));
    }

    private Map<String, String> resolved(Map<String, String> properties) {
        Map<String, String> resolved = new LinkedHashMap<>(properties);
        resolved.remove(StateConfig.RETENTION_DAYS);
        resolved.computeIfPresent(
                StateBackendConfig.PATH, (key, path) -> directory.resolve(path).toString());
        return resolved;
    }

    private static ConfigurationException refusal(StateConfig.Tier cold, String message) {
        return new ConfigurationException(cold.place().mark(), cold.place().path(), message);
    }
}
