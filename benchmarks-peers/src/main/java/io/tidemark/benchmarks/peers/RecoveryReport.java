// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.Spread;
import io.tidemark.benchmarks.peers.program.TidemarkJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code tidemark run} with many open sessions, killed (SIGKILL) and started again while events come: how long until results flow again.
 *
 * <p>Command: {@code benchmarks-peers/run recovery [--sessions N] [--kills N] [--backend rocksdb] [--output DIR]}.
 */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        description = "How long results are away after a process with many open sessions was killed.")
public final class RecoveryReport implements Callable<Integer> {
    private static final long LONGEST_MILLIS = 600_000;
    private static final String IN = "sessions-in";
    private static final String OUT = "sessions-out";

    @Mixin
    private final PeersOptions options = new PeersOptions();

    @Option(names = "--sessions", description = "How many are open.")
    private int sessions = 1_000_000;

    @Option(names = "--kills", description = "How often the process is killed.")
    private int kills = 3;

    @Option(names = "--backend", description = "Of the warm tier: rocksdb, lmdb, h2; none: all is on the heap.")
    private String backend = "none";

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new RecoveryReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        try (Ground ground = options.ground()) {
            Stage stage = ground.stage();
            Topics topics = new Topics(stage.servers());
            topics.create(IN, options.partitions());
            topics.create(OUT, options.partitions());
            Path directory = Files.createDirectories(stage.directory().resolve("job"));
            TidemarkJob.write(directory, yaml(stage.servers(), directory));
            try (OpenSessions events = new OpenSessions(stage.servers(), IN, options.partitions(), sessions);
                    SessionPanes panes = new SessionPanes(stage.servers(), OUT, options.partitions())) {
                events.open();
                String report = report(run(stage, directory, events, panes));
                System.out.println(report);
                if (options.output() != null) {
                    Files.createDirectories(options.output());
                    Files.writeString(options.output().resolve("recovery-" + backend + ".md"), report);
                }
            }
        }
        return CommandLine.ExitCode.OK;
    }

    /** From the start of a process to the first result that can be read, ms, for each kill; checks all results at the end. */
    private List<Double> run(Stage stage, Path directory, OpenSessions events, SessionPanes panes) throws IOException {
        List<Double> millis = new ArrayList<>();
        CompletableFuture<Void> clock = CompletableFuture.runAsync(events, Ground::onThreadOfItsOwn);
        ContenderProcess process = stage.run(directory);
        try {
            awaitAllOpen(stage, process, panes);
            for (int kill = 0; kill < kills; kill++) {
                process.kill();
                panes.drain();
                long begin = System.currentTimeMillis();
                process = stage.run(directory);
                await(process, panes, panes.ticks() + 1, panes.sessions());
                millis.add((double) (System.currentTimeMillis() - begin));
                System.err.printf(Locale.ROOT, "kill %d: results after %,.0f ms%n", kill + 1, millis.get(kill));
                await(process, panes, panes.ticks() + 100, panes.sessions());
            }
            events.stop();
            clock.join();
            events.end();
            // All that was opened, and that of the clock.
            await(process, panes, panes.ticks(), sessions + 1);
            panes.requireNoMore(sessions + 1);
        } finally {
            process.close();
        }
        return millis;
    }

    private void awaitAllOpen(Stage stage, ContenderProcess process, SessionPanes panes) throws IOException {
        await(process, panes, 100, 0);
        try (Lag lag = new Lag(stage.servers(), IN, options.partitions())) {
            while (lag.events() > 1000) {
                panes.poll();
                process.requireAlive();
            }
        }
    }

    private static void await(ContenderProcess process, SessionPanes panes, long ticks, long sessions)
            throws IOException {
        long end = System.currentTimeMillis() + LONGEST_MILLIS;
        while (panes.ticks() < ticks || panes.sessions() < sessions) {
            panes.poll();
            process.requireAlive();
            if (System.currentTimeMillis() > end) {
                throw new IllegalStateException("there are only " + panes.ticks() + " of " + ticks + " ticks and "
                        + panes.sessions() + " of " + sessions + " sessions");
            }
        }
    }

    private String yaml(String servers, Path directory) {
        String warm = backend.equals("none")
                ? ""
                : "  state: {warm: {backend: %s, path: \"%s\"}}%n".formatted(backend, directory.resolve("state"));
        return """
                job: recovery
                stream_processing:
                  source:
                    type: kafka
                    format: json
                    timestamp: {from: event, field: ts, format: epoch_ms}
                    topics: [%s]
                    properties: {bootstrap.servers: "%s"}
                  watermarks: {max_out_of_order_delay: 1s}
                  windows:
                    sessions:
                      key: [user]
                      type: session
                      gap: %dh
                      aggregates: {n: {fn: count}, tokens: {fn: sum, field: tokens}}
                    ticks:
                      key: [kind]
                      type: tumbling
                      size: %ds
                      aggregates: {n: {fn: count}}
                  checkpointing: {interval_seconds: 1, storage: {type: local, path: "%s"}}
                %s  parallelism: %d
                  sinks:
                    - {type: kafka, topic: %s}
                """.formatted(
                        IN,
                        servers,
                        OpenSessions.GAP.toHours(),
                        OpenSessions.TICK.toSeconds(),
                        directory.resolve("checkpoints"),
                        warm,
                        options.parallelism(),
                        OUT);
    }

    private String report(List<Double> millis) {
        Spread spread = Spread.of(millis, value -> value);
        return String.format(
                        Locale.ROOT,
                        "%,d open sessions, warm tier: %s, a transaction every second: results flow again %,.0f ms after the start of the process, median of %d kills (%,.0f to %,.0f). At the end each session was there once.%n%n",
                        sessions,
                        backend,
                        spread.median(),
                        millis.size(),
                        spread.min(),
                        spread.max())
                + options.describe();
    }
}
