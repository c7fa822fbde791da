// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.state.StateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints and the warm tier of a replay or a demo. They are in a directory that goes when it ends, or cleared then: those of the job itself are not touched. Checkpoints are taken where something says so, or when the
 * heap's budget is used up.
 */
final class TemporaryState implements AutoCloseable {
    private static final Duration NEVER = Duration.ofDays(1_000_000);

    private final JobConfig config;
    private final Host host;
    private final HotBudget budget;
    private final Path directory;
    private final CheckpointStorage storage;
    private final Optional<StateBackend> warm;

    private TemporaryState(
            JobConfig config,
            Host host,
            HotBudget budget,
            Path directory,
            CheckpointStorage storage,
            Optional<StateBackend> warm) {
        this.config = config;
        this.host = host;
        this.budget = budget;
        this.directory = directory;
        this.storage = storage;
        this.warm = warm;
    }

    /**
     * For a job as {@code config} describes, which takes checkpoints.
     *
     * @param budget of the heap, where there is a warm tier
     */
    static TemporaryState of(JobConfig config, JobLoader loader, HotBudget budget)
            throws IOException, ConfigurationException {
        Path directory = Files.createTempDirectory("tidemark");
        try {
            Optional<StateBackend> warm = loader.warmBackends().openBeside(config, directory.resolve("state"));
            CheckpointStorage storage = LocalCheckpointStorage.open(directory.resolve("checkpoints"));
            return new TemporaryState(config, loader.host(), budget, directory, storage, warm);
        } catch (IOException | ConfigurationException | RuntimeException e) {
            deleteAll(directory);
            throw e;
        }
    }

    /** Lets the next job go on from the last checkpoint. */
    void addTo(JobBuilder<?> builder) throws IOException {
        addTo(builder, NEVER);
    }

    /** As {@link #addTo(JobBuilder)}, with a checkpoint every {@code interval}. */
    void addTo(JobBuilder<?> builder, Duration interval) throws IOException {
        builder.warnings(this::warn)
                .checkpoints(CheckpointLog.open(storage, LogOptions.defaults(), this::warn), config.job(), interval);
        warm.ifPresent(backend -> builder.warm(backend).hot(budget));
        config.state().warmTtl().ifPresent(builder::stateTtl);
    }

    private void warn(String warning) {
        host.err().println("warning: " + warning);
    }

    @Override
    public void close() throws IOException {
        storage.close();
        if (warm.isPresent()) {
            warm.get().clear();
            warm.get().close();
        }
        deleteAll(directory);
    }

    /** Deletes {@code directory} and what is in it. */
    static void deleteAll(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
