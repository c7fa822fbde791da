// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.source.Decoder;
import io.tidemark.source.Source;
import io.tidemark.state.StateBackend;
import io.tidemark.view.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A whole job, with checkpoints on the local disk or none, open, on a directory that goes when it is closed.
 *
 * @param <E> the element
 */
final class JobRun<E> implements AutoCloseable {
    private static long jobs;

    private final Path directory;
    private final PaneTotals panes = new PaneTotals();
    private final List<String> warnings = new ArrayList<>();
    private final CheckpointStorage storage;
    private final CheckpointLog log;
    private final Optional<StateBackend> warm;
    private final Job<E> job;

    /** Writes checkpoints beside the work, as in the bundled runtime. */
    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    /**
     * How a job is set up.
     *
     * @param warm the warm tier
     * @param cacheMegabytes of it, 0 for its default
     * @param budget of the heap
     * @param interval between checkpoints; zero: none are taken
     * @param servers that warm tiers need
     * @param parent where the job's directory is made; the directory of temporary files by default
     */
    record Setup(
            WarmKind warm,
            int cacheMegabytes,
            HotBudget budget,
            Duration interval,
            Servers servers,
            @Nullable Path parent) {}

    /** Opens a job that computes {@code view}. */
    JobRun(Setup setup, Source source, Decoder<E> decoder, View<E, ?> view) throws IOException {
        directory = setup.parent() == null
                ? Files.createTempDirectory("tidemark-job")
                : Files.createTempDirectory(setup.parent(), "tidemark-job");
        storage = LocalCheckpointStorage.open(directory.resolve("checkpoints"));
        log = CheckpointLog.open(storage, LogOptions.defaults(), System.err::println);
        warm = setup.warm()
                .open(directory.resolve("state"), "benchmark-" + jobs++, setup.cacheMegabytes(), setup.servers());
        JobBuilder<E> builder = Job.reading(source, decoder)
                .view(view)
                .sink(panes)
                .hot(setup.budget())
                .warnings(warnings::add);
        if (!setup.interval().isZero()) {
            builder.checkpoints(log, "benchmark", setup.interval()).checkpointsOn(writer);
        }
        warm.ifPresent(builder::warm);
        job = builder.build(System::currentTimeMillis);
        job.open();
    }

    /** The job. */
    Job<E> job() {
        return job;
    }

    /** What came out. */
    PaneTotals panes() {
        return panes;
    }

    /** What the job has warned of. */
    List<String> warnings() {
        return warnings;
    }

    /** Waits until a checkpoint that is being written is. */
    void awaitCheckpoint() throws IOException {
        try {
            writer.submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("interrupted while a checkpoint is written", e);
        }
    }

    /** How many checkpoints were taken. */
    long checkpoints() {
        return log.nextId() - 1;
    }

    @Override
    public void close() throws IOException {
        try (storage) {
            closeJob();
            if (warm.isPresent()) {
                warm.get().close();
            }
        } finally {
            FileTrees.delete(directory);
        }
    }

    private void closeJob() throws IOException {
        try {
            job.close();
        } finally {
            writer.shutdown();
        }
    }
}
