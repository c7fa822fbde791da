// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.CaseResult;
import io.tidemark.benchmarks.Contender;
import io.tidemark.benchmarks.Machine;
import io.tidemark.benchmarks.Rounds;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.benchmarks.ThroughputTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Windows over the same elements in memory: ours, Hazelcast Jet, Flink, and loops written by hand, in one process, taking turns. The run fails when two of them emit different panes.
 *
 * <p>Command: {@code benchmarks-peers/run windows [--quick] [--filter REGEX] [--seconds N] [--rounds N] [--seed N] [--output DIR]}.
 */
@Command(
        name = "windows",
        mixinStandardHelpOptions = true,
        description = "Windows over elements in memory: ours, Hazelcast Jet, Flink, and loops written by hand.")
public final class WindowsReport implements Callable<Integer> {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long started = System.nanoTime();

    @Option(names = "--quick", description = "A third of the elements, 10,000 keys for 100,000, one short round.")
    private boolean quick;

    @Option(
            names = "--elements",
            description = "Elements in a pass of those that are fast enough; an hour of event time has 3,600,000.")
    private int elements = 3_600_000;

    @Option(names = "--keys", description = "How many keys many are.")
    private int keys = 100_000;

    @Option(names = "--filter", description = "Only the cases whose title has a match.")
    private String filter = "";

    @Option(names = "--seconds", description = "Measured time for each contender of a case, at least one pass a round.")
    private double seconds = 3;

    @Option(names = "--warm-up", description = "Seconds that each contender of a case runs before it is measured.")
    private double warmUpSeconds = 2;

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 3;

    @Option(names = "--seed", description = "Of the generated input.")
    private long seed = 20_261_121;

    @Option(
            names = "--output",
            description = "Where windows.md, windows.csv and windows.svg go; else the report is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new WindowsReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (quick) {
            elements = 1_200_000;
            keys = 10_000;
            seconds = 0.5;
            warmUpSeconds = 0.3;
            rounds = 1;
        }
        Pattern wanted = Pattern.compile(filter);
        List<CaseResult> results = new ArrayList<>();
        try (JetWindows one = JetWindows.start(1);
                JetWindows two = JetWindows.start(2)) {
            for (Case measured : Case.all(keys)) {
                if (wanted.matcher(measured.title()).find()) {
                    results.add(measure(measured, one, two));
                    System.err.println(WindowsTable.line(results.get(results.size() - 1)));
                    write(results);
                }
            }
        }
        System.out.println(report(results));
        return CommandLine.ExitCode.OK;
    }

    private CaseResult measure(Case measured, JetWindows one, JetWindows two) {
        List<Contender> contenders = new ArrayList<>(Contender.of(measured));
        contenders.add(jet(measured, 1, one));
        contenders.add(jet(measured, 2, two));
        contenders.add(flink(measured, 1));
        contenders.add(flink(measured, 2));
        Telemetry input = measured.input(measured.elements(elements), seed);
        return new Rounds(rounds, seconds, warmUpSeconds).measure(measured, contenders, input);
    }

    private static Contender jet(Case measured, int parallelism, JetWindows jet) {
        return Peer.JET.contender(parallelism, input -> jet.run(measured.query(), measured.aggregates(), input));
    }

    private static Contender flink(Case measured, int parallelism) {
        FlinkWindows flink = new FlinkWindows(parallelism, "hashmap", Optional.empty(), Optional.empty());
        return Peer.FLINK.contender(parallelism, input -> flink.run(measured.query(), measured.aggregates(), input));
    }

    private String report(List<CaseResult> results) {
        return WindowsTable.of(results)
                + String.format(
                        Locale.ROOT,
                        "%n%,d elements a pass, fewer for who would take longer than six seconds; %d rounds of at least %.2f s, seed %d; the run took %d s.%n%n%s",
                        elements,
                        rounds,
                        seconds / rounds,
                        seed,
                        (System.nanoTime() - started) / NANOS_PER_SECOND,
                        Machine.describe());
    }

    /** After each case, so that a run that is broken off leaves what it has. */
    private void write(List<CaseResult> results) throws IOException {
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("windows.md"), report(results));
            Files.writeString(output.resolve("windows.csv"), ThroughputTable.csv(results));
            Files.writeString(output.resolve("windows.svg"), WindowsTable.chart(results));
        }
    }
}
