// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The part of the demo that has a dashboard: a job that runs beside the clock, over synthetic events, on a thread of its own. Its checkpoints are gone when it ends. */
final class LiveDemo implements AutoCloseable {
    /** Beneath the home. */
    static final String JOB = "docs/examples/live.yaml";

    /** Where it is served unless something else is there. */
    static final int USUAL_PORT = 8080;

    /** There is so much of it to see at once. */
    private static final Duration BACKLOG = Duration.ofMinutes(15);

    private final StopSignal stop;
    private final Path directory;
    private final CompletableFuture<URI> address = new CompletableFuture<>();
    private final CompletableFuture<Optional<Summary>> end = new CompletableFuture<>();
    private final Thread thread;

    private LiveDemo(JobService service, StopSignal stop, Path directory) {
        this.stop = stop;
        this.directory = directory;
        thread = new Thread(() -> run(service), "tidemark-demo");
    }

    /**
     * Begins it.
     *
     * @param port where it is served; empty for {@link #USUAL_PORT}, or a free one if that is taken
     * @param stop ends it
     */
    static LiveDemo start(JobLoader loader, Optional<Integer> port, StopSignal stop)
            throws IOException, ConfigurationException {
        Path directory = Files.createTempDirectory("tidemark");
        try {
            Instant begin = Instant.ofEpochMilli(loader.host().clock().millis()).minus(BACKLOG);
            List<String> settings = List.of(
                    "stream_processing.source.start=\"" + begin + "\"",
                    "stream_processing.source.backlog=" + BACKLOG.toMillis() + "ms",
                    "stream_processing.checkpointing.storage.path=\"" + directory.resolve("checkpoints") + "\"",
                    "stream_processing.server.port=" + port.orElseGet(LiveDemo::usualPort));
            String file = loader.host().home().resolve(JOB).toAbsolutePath().toString();
            JobService service = JobService.of(
                    loader.load(file, settings),
                    loader,
                    line -> loader.host().err().println(Failures.line("tidemark: " + line)));
            LiveDemo demo = new LiveDemo(service, stop, directory);
            demo.thread.start();
            return demo;
        } catch (ConfigurationException | RuntimeException e) {
            TemporaryState.deleteAll(directory);
            throw e;
        }
    }

    /** The usual one, or 0 when somebody has it. */
    private static int usualPort() {
        try (ServerSocket socket = new ServerSocket(USUAL_PORT, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    private void run(JobService service) {
        try {
            end.complete(service.run(stop, address::complete));
        } catch (IOException | ConfigurationException | RuntimeException e) {
            address.completeExceptionally(e);
            end.completeExceptionally(e);
        }
    }

    /** Where the dashboard is. */
    URI address() throws IOException, ConfigurationException {
        return get(address);
    }

    /** Waits until it is told to stop. */
    void await() throws IOException, ConfigurationException {
        get(end);
    }

    private static <T> T get(CompletableFuture<T> future) throws IOException, ConfigurationException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof ConfigurationException configuration) {
                throw configuration;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Stops it and waits for that. */
    @Override
    public void close() throws IOException {
        stop.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TemporaryState.deleteAll(directory);
    }
}
