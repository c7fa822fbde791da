// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.peers.program.Settings;
import java.io.IOException;
import java.nio.file.Files;
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
 * Live events at a steady rate, read by each contender in turn: how long after the event that lets a window fire its results are there.
 *
 * <p>Command: {@code benchmarks-peers/run latency [--rate N] [--seconds N] [--contenders A,B] [--output DIR]}.
 */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        description = "How late results are, from topic to topic, exactly once, beside Kafka Streams and Flink.")
public final class LatencyReport implements Callable<Integer> {
    private static final long LONGEST_MILLIS = 60_000;
    private static final long SECONDS_BETWEEN_LOOKS = 5;

    @Mixin
    private final PeersOptions options = new PeersOptions();

    @Option(names = "--rate", description = "Events for each second of the clock.")
    private int rate = 10_000;

    @Option(
            names = "--speed",
            description =
                    "Seconds of event time for each second of the clock: with 7, windows of 10 s fire every 1.4 s.")
    private int speed = 7;

    @Option(names = "--seconds", description = "For how long.")
    private int seconds = 60;

    @Option(names = "--warm-up", description = "How many of these seconds are not measured.")
    private int warmUp = 20;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new LatencyReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Workload workload = options.workload((long) rate * seconds, rate / speed);
        try (Ground ground = options.ground()) {
            List<Latency> all = new ArrayList<>();
            for (Contender contender : options.contenders()) {
                all.add(run(ground.stage(), contender, workload));
                if (options.output() != null) {
                    Files.createDirectories(options.output());
                    Files.writeString(options.output().resolve("peers-latency.md"), report(all));
                }
            }
            System.out.println(report(all));
        }
        return CommandLine.ExitCode.OK;
    }

    private Latency run(Stage stage, Contender contender, Workload workload) throws IOException {
        String input = "live-" + contender.id();
        Settings settings = stage.settings(contender, input, "latency", options.parallelism());
        Topics topics = new Topics(stage.servers());
        topics.create(input, workload.partitions());
        topics.create(settings.output(), workload.partitions());
        LiveEvents events = new LiveEvents(stage.servers(), input, workload, rate);
        Steadiness steadiness = new Steadiness();
        try (Results results = new Results(stage.servers(), settings.output(), workload.partitions());
                Lag lag = new Lag(stage.servers(), input, workload.partitions());
                ContenderProcess process = stage.start(contender, settings)) {
            long begin = System.currentTimeMillis();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(events, Ground::onThreadOfItsOwn);
            while (!writing.isDone() || results.size() < events.reference().size()) {
                results.poll();
                process.requireAlive();
                long second = (System.currentTimeMillis() - begin) / 1000;
                if (!writing.isDone()
                        && second >= warmUp
                        && second >= steadiness.lastSeconds() + SECONDS_BETWEEN_LOOKS) {
                    steadiness.add(new Steadiness.Sample(
                            second, lag.events(), process.usage().residentMib()));
                    write(contender, steadiness);
                }
                if (System.currentTimeMillis() - begin > seconds * 1000L + LONGEST_MILLIS) {
                    throw new IllegalStateException(contender.title() + " has only " + results.size() + " results");
                }
            }
            writing.join();
            ContenderProcess.Usage usage = process.usage();
            events.reference().check(contender.title(), results.all());
            double cpuMicros = usage.cpu().toNanos() / 1000.0 / workload.events();
            return Latency.of(
                    contender,
                    results.arrivals(),
                    events,
                    begin + warmUp * 1000L,
                    cpuMicros,
                    usage.peakMib(),
                    steadiness);
        }
    }

    /** After each look, so that a run that is broken off leaves what it has. */
    private void write(Contender contender, Steadiness steadiness) throws IOException {
        if (options.output() != null) {
            Files.createDirectories(options.output());
            Files.writeString(options.output().resolve("steadiness-" + contender.id() + ".csv"), steadiness.csv());
        }
    }

    private String report(List<Latency> all) {
        StringBuilder text = new StringBuilder(
                "| contender | results | appended, not committed: p50 | p95 | p99 | most | readable when committed: p50 | p95 | p99 | most | processor time, µs for each event | most memory, MiB |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        all.forEach(one -> text.append(String.format(
                Locale.ROOT,
                "| %s | %,d | %s | %s | %.1f | %d |%n",
                one.contender().title(),
                one.readable().size(),
                columns(one.appended()),
                columns(one.readable()),
                one.cpuMicros(),
                one.peakMib())));
        text.append('\n');
        all.forEach(one -> text.append("* ")
                .append(one.contender().title())
                .append(", ")
                .append(one.steadiness().told())
                .append('\n'));
        return text.append(String.format(
                        Locale.ROOT,
                        "* ms, from the append of the event that lets a window fire (in the last partition) to its results; %,d events/s for %d s, the first %d s not measured; event time runs %d times as fast as the clock; commits every %d ms%n",
                        rate,
                        seconds,
                        warmUp,
                        speed,
                        Settings.COMMIT.toMillis()))
                .append(options.describe())
                .toString();
    }

    private static String columns(List<Long> sorted) {
        return String.format(
                Locale.ROOT,
                "%d | %d | %d | %d",
                Latency.percentile(sorted, 50),
                Latency.percentile(sorted, 95),
                Latency.percentile(sorted, 99),
                Latency.percentile(sorted, 100));
    }
}
