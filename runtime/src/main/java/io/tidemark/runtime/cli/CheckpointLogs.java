// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.CheckpointConfig;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/** The checkpoints of a job that runs, if its file enables them. */
final class CheckpointLogs implements AutoCloseable {
    private final JobConfig config;
    private final Optional<CheckpointStorage> storage;
    private final PrintStream err;

    private CheckpointLogs(JobConfig config, Optional<CheckpointStorage> storage, PrintStream err) {
        this.config = config;
        this.storage = storage;
        this.err = err;
    }

    /** Opens the storage that {@code config} names. */
    static CheckpointLogs of(JobConfig config, JobLoader loader) throws IOException, ConfigurationException {
        return new CheckpointLogs(
                config,
                config.checkpoints().enabled()
                        ? Optional.of(loader.checkpointStorages().open(config))
                        : Optional.empty(),
                loader.host().err());
    }

    /** Lets the job take checkpoints. */
    void addTo(JobBuilder<?> builder) throws IOException {
        if (storage.isPresent()) {
            CheckpointConfig checkpoints = config.checkpoints();
            LogOptions defaults = LogOptions.defaults();
            LogOptions options = new LogOptions(
                    (int) checkpoints.retentionCount(),
                    defaults.maxSegmentBytes(),
                    defaults.baseAfter(),
                    defaults.maxDeltas());
            builder.checkpoints(
                    CheckpointLog.open(storage.get(), options, this::warn),
                    config.job(),
                    Duration.ofSeconds(checkpoints.intervalSeconds()),
                    this::warn);
        }
    }

    private void warn(String warning) {
        err.println("warning: " + warning);
    }

    @Override
    public void close() throws IOException {
        if (storage.isPresent()) {
            storage.get().close();
        }
    }
}
