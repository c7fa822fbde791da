// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Elements per second of whole jobs beside the hand-written loops that do the same, in one run.
 *
 * <p>Command: {@code benchmarks/run throughput [--quick] [--filter REGEX] [--seconds N] [--rounds N] [--seed N] [--output DIR]}.
 *
 * <p>Every case is run once on a part of its input before anything is measured, so that all are compiled with what all of them do in mind. Then, case by case, every
 * contender makes a pass to warm up, and the rounds interleave the contenders, so that noise of the machine hits all alike. The run fails when two contenders
 * emit different panes.
 */
@Command(
        name = "throughput",
        mixinStandardHelpOptions = true,
        description = "Elements per second of whole jobs, beside hand-written loops.")
public final class ThroughputReport implements Callable<Integer> {
    private static final int WARM_UP_ELEMENTS = 300_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long started = System.nanoTime();

    @Option(names = "--quick", description = "A third of the elements, 10,000 keys for 100,000, three short rounds.")
    private boolean quick;

    @Option(names = "--elements", description = "Elements in a pass; an hour of event time has 3,600,000.")
    private int elements = 3_600_000;

    @Option(names = "--keys", description = "How many keys many are.")
    private int keys = 100_000;

    @Option(names = "--filter", description = "Only the cases whose title has a match.")
    private String filter = "";

    @Option(names = "--seconds", description = "Measured time for each contender of a case, at least one pass a round.")
    private double seconds = 1.5;

    @Option(names = "--warm-up", description = "Seconds that each contender of a case runs before it is measured.")
    private double warmUpSeconds = 0.7;

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 5;

    @Option(names = "--seed", description = "Of the generated input.")
    private long seed = 20_261_121;

    @Option(
            names = "--output",
            description = "Where throughput.md and throughput.csv go; else the report is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ThroughputReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (quick) {
            elements = 1_200_000;
            keys = 10_000;
            seconds = 0.3;
            warmUpSeconds = 0.3;
            rounds = 3;
        }
        Pattern wanted = Pattern.compile(filter);
        List<Case> cases = Case.all(keys).stream()
                .filter(one -> wanted.matcher(one.title()).find())
                .toList();
        warmUp(cases);
        List<CaseResult> results = measure(cases);
        System.out.println(report(results));
        return CommandLine.ExitCode.OK;
    }

    private String report(List<CaseResult> results) {
        return ThroughputTable.of(results)
                + String.format(
                        Locale.ROOT,
                        "%n%,d elements a pass, %d rounds of at least %.2f s, seed %d; the run took %d s.%n%n%s",
                        elements,
                        rounds,
                        seconds / rounds,
                        seed,
                        (System.nanoTime() - started) / NANOS_PER_SECOND,
                        Machine.describe());
    }

    private void warmUp(List<Case> cases) {
        for (Case one : cases) {
            Telemetry input = one.input(WARM_UP_ELEMENTS, seed);
            CaseResult result = new CaseResult(one);
            for (Contender contender : Contender.of(one)) {
                result.add(contender, contender.pass().apply(input));
            }
        }
    }

    private List<CaseResult> measure(List<Case> cases) throws IOException {
        List<CaseResult> results = new ArrayList<>();
        Case before = null;
        Telemetry input = null;
        for (Case one : cases) {
            if (input == null || before == null || !one.sharesInputWith(before)) {
                input = one.input(elements, seed);
            }
            before = one;
            CaseResult result = new Rounds(rounds, seconds, warmUpSeconds)
                    .measure(one, Contender.of(one), input.prefix(one.elements(elements)));
            results.add(result);
            System.err.println(ThroughputTable.line(result));
            if (output != null) {
                write(output, results);
            }
        }
        return results;
    }

    /** After each case, so that a run that is broken off leaves what it has. */
    private void write(Path directory, List<CaseResult> results) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("throughput.md"), report(results));
        Files.writeString(directory.resolve("throughput.csv"), ThroughputTable.csv(results));
    }
}
