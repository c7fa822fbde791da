// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.peers.program.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One topic with many events, read by each contender from its beginning to its end; results go to a topic, exactly once.
 *
 * <p>Command: {@code benchmarks-peers/run throughput [--events N] [--rounds N] [--contenders A,B] [--output DIR]}.
 *
 * <p>Contenders take turns, each in a process of its own and on a topic of its own. All results are checked against what was computed from the events while they were made.
 */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = "Events per second from topic to topic, exactly once, beside Kafka Streams and Flink.")
public final class ThroughputReport implements Callable<Integer> {
    private static final long LONGEST_MILLIS = 300_000;

    @Mixin
    private final PeersOptions options = new PeersOptions();

    @Option(names = "--events", description = "How many events the topic has.")
    private long events = 3_000_000;

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 3;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ThroughputReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Workload workload = options.workload(events, 1000);
        try (Ground ground = options.ground()) {
            Stage stage = ground.stage();
            Topics topics = new Topics(stage.servers());
            topics.create("events", workload.partitions());
            Reference reference = topics.fill("events", workload);
            System.err.printf(Locale.ROOT, "%,d events, %,d results expected%n", workload.events(), reference.size());
            List<Round> all = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                for (Contender contender : options.contenders()) {
                    Round one = run(stage, contender, workload, reference, round);
                    System.err.println(one);
                    all.add(one);
                    write(all);
                }
            }
            System.out.println(report(all));
        }
        return CommandLine.ExitCode.OK;
    }

    private Round run(Stage stage, Contender contender, Workload workload, Reference reference, int round)
            throws IOException {
        Settings settings = stage.settings(contender, "events", "round-" + round, options.parallelism());
        new Topics(stage.servers()).create(settings.output(), workload.partitions());
        long begin = System.currentTimeMillis();
        try (Results results = new Results(stage.servers(), settings.output(), workload.partitions());
                ContenderProcess process = stage.start(contender, settings)) {
            while (results.size() < reference.size()) {
                results.poll();
                process.requireAlive();
                if (System.currentTimeMillis() - begin > LONGEST_MILLIS) {
                    throw new IllegalStateException(contender.title() + " has not come further than " + results.size()
                            + " of " + reference.size() + " results");
                }
            }
            long whole = System.currentTimeMillis() - begin;
            ContenderProcess.Usage usage = process.usage();
            reference.check(contender.title(), results.all());
            return new Round(
                    contender,
                    workload.events(),
                    results.size(),
                    whole,
                    Round.rate(workload.events(), results.arrivals()),
                    usage.cpu().toMillis(),
                    usage.peakMib());
        }
    }

    /** After each round, so that a run that is broken off leaves what it has. */
    private void write(List<Round> all) throws IOException {
        if (options.output() != null) {
            Files.createDirectories(options.output());
            Files.writeString(options.output().resolve("peers.md"), report(all));
            Files.writeString(options.output().resolve("peers.csv"), PeersTable.csv(all));
            Files.writeString(options.output().resolve("peers.svg"), PeersTable.chart(all));
        }
    }

    private String report(List<Round> all) {
        return PeersTable.of(all) + options.describe();
    }
}
