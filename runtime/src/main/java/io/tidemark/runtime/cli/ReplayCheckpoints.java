// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints of a replay, which are taken where its lines say so. They are in a directory that goes when the replay ends: those of the job itself are not touched. */
final class ReplayCheckpoints implements AutoCloseable {
    private static final Duration NEVER = Duration.ofDays(1_000_000);

    private final String job;
    private final Host host;
    private final Optional<Path> directory;
    private final Optional<CheckpointStorage> storage;

    private ReplayCheckpoints(String job, Host host, Optional<Path> directory, Optional<CheckpointStorage> storage) {
        this.job = job;
        this.host = host;
        this.directory = directory;
        this.storage = storage;
    }

    /** Of a replay of {@code config}; none, unless its checkpoints are enabled. */
    static ReplayCheckpoints of(JobConfig config, Host host) throws IOException {
        if (!config.checkpoints().enabled()) {
            return new ReplayCheckpoints(config.job(), host, Optional.empty(), Optional.empty());
        }
        Path directory = Files.createTempDirectory("tidemark-replay");
        return new ReplayCheckpoints(
                config.job(),
                host,
                Optional.of(directory),
                Optional.of(LocalCheckpointStorage.open(directory.resolve("checkpoints"))));
    }

    /** Lets the next job go on from the last checkpoint. */
    void addTo(JobBuilder<?> builder) throws IOException {
        if (storage.isPresent()) {
            builder.checkpoints(
                    CheckpointLog.open(storage.get(), LogOptions.defaults(), this::warn), job, NEVER, this::warn);
        }
    }

    private void warn(String warning) {
        host.err().println("warning: " + warning);
    }

    @Override
    public void close() throws IOException {
        if (storage.isPresent()) {
            storage.get().close();
        }
        if (directory.isPresent()) {
            deleteAll(directory.get());
        }
    }

    private static void deleteAll(Path directory) throws IOException {
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
