// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.archive.WindowArchive;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.CheckpointConfig;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.job.Archives;
import io.tidemark.runtime.job.HotBudgets;
import io.tidemark.runtime.log.JobLog;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.state.StateBackend;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What outlives a job that runs, if its file says so: its checkpoints, its warm tier and its archive. */
final class KeptState implements AutoCloseable {
    private final JobConfig config;
    private final JobLog log;
    private Optional<CheckpointStorage> storage = Optional.empty();
    private Optional<StateBackend> warm = Optional.empty();
    private Optional<WindowArchive> archive = Optional.empty();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "tidemark-checkpoints");
        thread.setDaemon(true);
        return thread;
    });

    private KeptState(JobConfig config, JobLog log) {
        this.config = config;
        this.log = log;
    }

    /** Opens what {@code config} names. */
    static KeptState of(JobConfig config, JobLoader loader, JobLog log) throws IOException, ConfigurationException {
        KeptState kept = new KeptState(config, log);
        try {
            kept.open(loader);
            return kept;
        } catch (IOException | ConfigurationException | RuntimeException e) {
            kept.close();
            throw e;
        }
    }

    private void open(JobLoader loader) throws IOException, ConfigurationException {
        if (config.checkpoints().enabled()) {
            storage = Optional.of(loader.checkpointStorages().open(config));
        }
        warm = loader.warmBackends().open(config);
        if (config.state().cold().isUsed()) {
            archive = Optional.of(loader.archives().open(config));
        }
    }

    /** The archive, if there is one. */
    Optional<WindowArchive> archive() {
        return archive;
    }

    /** Lets the job take checkpoints, and keep its state where it belongs. */
    void addTo(JobBuilder<?> builder) throws IOException {
        builder.warnings(log::warn).hot(HotBudgets.of(config));
        warm.ifPresent(builder::warm);
        config.state().warmTtl().ifPresent(builder::stateTtl);
        archive.ifPresent(opened ->
                builder.archive(opened, Archives.retention(config.state().cold())));
        if (storage.isPresent()) {
            CheckpointConfig checkpoints = config.checkpoints();
            LogOptions defaults = LogOptions.defaults();
            LogOptions options = new LogOptions(
                    (int) checkpoints.retentionCount(),
                    defaults.maxSegmentBytes(),
                    defaults.baseAfter(),
                    defaults.maxDeltas());
            builder.checkpoints(
                            CheckpointLog.open(storage.get(), options, log::warn),
                            config.job(),
                            Duration.ofSeconds(checkpoints.intervalSeconds()))
                    .checkpointsOn(writer);
        }
    }

    @Override
    public void close() throws IOException {
        // The job is closed, so nothing is being written any more.
        writer.shutdown();
        try {
            if (warm.isPresent()) {
                warm.get().close();
            }
        } finally {
            closeArchive();
        }
    }

    private void closeArchive() throws IOException {
        try {
            if (archive.isPresent()) {
                archive.get().close();
            }
        } finally {
            if (storage.isPresent()) {
                storage.get().close();
            }
        }
    }
}
