// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker, one node with its controller, in an operating-system process of its own.
 *
 * <p>It can be killed, frozen and started again on the same port and data. Everything it writes is in its directory: {@code
 * server.properties}, {@code data/} and {@code broker.log}. The process ends when this one ends, however that happens.
 *
 * <p>Threads may share an instance; its methods wait for each other. An interrupt while one waits kills the broker.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final int START_SECONDS = 60;
    private static final int STOP_SECONDS = 15;
    private static final int TAIL_LINES = 30;
    /** Ctrl-C at a terminal reaches all of its processes; this one ends when its parent has no more use for it. A JVM keeps ignoring what was ignored when it began. */
    private static final String WITHOUT_INTERRUPT = "trap '' INT; exec \"$0\" \"$@\"";

    private final Path directory;
    private final BrokerSettings settings;
    private final ServerProperties properties;
    private Process process;
    private @Nullable Frozen frozen;

    private BrokerProcess(Path directory, BrokerSettings settings, ServerProperties properties) throws IOException {
        this.directory = directory;
        this.settings = settings;
        this.properties = properties;
        this.process = launch();
    }

    /** Starts a broker with {@link BrokerSettings#defaults}; see {@link #start(Path, BrokerSettings)}. */
    public static BrokerProcess start(Path directory) {
        return start(directory, BrokerSettings.defaults());
    }

    /**
     * Starts a broker and returns when it answers.
     *
     * @param directory made if missing; one that a broker has had before keeps its data, ports and properties
     * @throws IllegalStateException if it does not start within a minute; the end of its log is in the message
     */
    public static BrokerProcess start(Path directory, BrokerSettings settings) {
        try {
            ServerProperties properties = ServerProperties.in(directory, settings);
            BrokerProcess broker = new BrokerProcess(directory, settings, properties);
            broker.awaitReady();
            return broker;
        } catch (IOException e) {
            throw new UncheckedIOException("a broker cannot be started in " + directory, e);
        }
    }

    /** Host and port, as clients' property {@code bootstrap.servers} wants them; they stay through {@link #restart}. */
    public String bootstrapServers() {
        return properties.bootstrapServers();
    }

    /** As {@link #bootstrapServers()}, for clients that speak {@code protocol}. */
    public String bootstrapServers(String protocol) {
        return properties.bootstrapServers(protocol);
    }

    /** What the broker has said. */
    public Path log() {
        return directory.resolve("broker.log");
    }

    /** The process's id; another one after each {@link #restart}. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Whether the process runs; a frozen one does. */
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process with SIGKILL, frozen or not; returns when it is gone. */
    public synchronized void kill() {
        process.destroyForcibly();
        awaitEnd();
        thaw();
    }

    /** Starts the process again, on the same port and data, and returns when it answers; kills it before if it runs. */
    public synchronized void restart() {
        kill();
        try {
            process = launch();
        } catch (IOException e) {
            throw new UncheckedIOException("the broker cannot be started again", e);
        }
        awaitReady();
    }

    /** Freezes the process with SIGSTOP: its connections stay open and nothing answers. */
    public synchronized void suspend() {
        if (frozen == null) {
            frozen = Frozen.freeze(process.pid());
        }
    }

    /** Lets a frozen process go on (SIGCONT). */
    public synchronized void resume() {
        thaw();
    }

    /** Stops the broker in order, or kills it if that takes longer than 15 s; its directory stays. */
    @Override
    public synchronized void close() {
        thaw();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (IOException | InterruptedException e) {
            kill();
            restoreInterrupt(e);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", WITHOUT_INTERRUPT));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(settings.jvmArguments());
        command.add(BrokerMain.class.getName());
        command.add(directory.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        // Not as an argument: class paths of tests can be too long for one.
        builder.environment().put("CLASSPATH", settings.classPath());
        return builder.start();
    }

    /** First the process's own word, which comes when it serves; then the broker's, over the network. */
    private void awaitReady() {
        try {
            String line = CompletableFuture.supplyAsync(this::firstLine).get(START_SECONDS, TimeUnit.SECONDS);
            if (!line.startsWith(BrokerMain.READY)) {
                throw notStarted("it ended", null);
            }
            ask();
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            kill();
            restoreInterrupt(e);
            throw notStarted(e.toString(), e);
        }
    }

    private String firstLine() {
        try {
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }

    private void ask() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.describeCluster().nodes().get(START_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void awaitEnd() {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            restoreInterrupt(e);
            throw new IllegalStateException("the killed broker, process " + process.pid() + ", does not end", e);
        }
    }

    private void thaw() {
        Frozen ended = frozen;
        frozen = null;
        if (ended != null) {
            ended.close();
        }
    }

    private IllegalStateException notStarted(String why, @Nullable Exception cause) {
        return new IllegalStateException(
                "the Kafka broker in " + directory + " did not start: " + why + "; its log ends with:\n" + tail(),
                cause);
    }

    /** The last lines of {@link #log()}, for messages; never throws. */
    public String tail() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(" + log() + " cannot be read: " + e.getMessage() + ")";
        }
    }

    private static void restoreInterrupt(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
