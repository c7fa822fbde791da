// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an element costs when one thing grows: keys, overlap of windows, disorder, workers, views. The run fails when the panes of a pass have not all elements of the input, or two passes differ.
 *
 * <p>Command: {@code benchmarks/run scaling [--quick] [--dimensions A,B] [--seconds N] [--rounds N] [--output DIR]}.
 *
 * <p>The points of a dimension take turns, round by round, after each of them has computed a short input.
 */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        description = "What an element costs when keys, overlap, disorder, workers or views grow.")
public final class ScalingReport implements Callable<Integer> {
    private static final int WARM_UP_ELEMENTS = 300_000;
    private static final double NANOS = 1e9;

    private final long started = System.nanoTime();

    @Option(names = "--quick", description = "1,000,000 elements, 100,000 keys at most, one round.")
    private boolean quick;

    @Option(names = "--dimensions", split = ",", description = "Some of ${COMPLETION-CANDIDATES}; all by default.")
    private List<ScalingDimension> dimensions = List.of(ScalingDimension.values());

    @Option(names = "--elements", description = "Elements in a pass; twice as many as keys, where that is more.")
    private int elements = 3_600_000;

    @Option(names = "--keys", description = "How many keys, where they do not grow.")
    private int keys = 50;

    @Option(names = "--most-keys", description = "How many, where they do: ten, a hundred, and so on up to this.")
    private int mostKeys = 10_000_000;

    @Option(names = "--aggregates", description = "Of each view: ${COMPLETION-CANDIDATES}.")
    private AggregateSet aggregates = AggregateSet.CHEAP;

    @Option(names = "--seconds", description = "Measured time for each point, at least one pass a round.")
    private double seconds = 3;

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 3;

    @Option(names = "--seed", description = "Of the generated input.")
    private long seed = 20_261_121;

    @Option(
            names = "--output",
            description =
                    "Where scaling.md, scaling.csv and a chart for each dimension go; else the report is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ScalingReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (quick) {
            elements = 1_000_000;
            mostKeys = 100_000;
            seconds = 0.3;
            rounds = 1;
        }
        Map<ScalingDimension, Map<ScalingPoint, List<Measurement>>> results = new EnumMap<>(ScalingDimension.class);
        for (ScalingDimension dimension : dimensions) {
            results.put(dimension, measure(dimension));
            System.err.println(ScalingTable.of(dimension, results.get(dimension)));
            write(results);
        }
        System.out.println(report(results));
        return CommandLine.ExitCode.OK;
    }

    private Map<ScalingPoint, List<Measurement>> measure(ScalingDimension dimension) {
        List<ScalingPoint> points = dimension.points(new ScalingSize(keys, mostKeys, elements, aggregates));
        Map<ScalingPoint, List<Measurement>> passes = new LinkedHashMap<>();
        for (ScalingPoint point : points) {
            point.measure(point.input(Math.min(elements, WARM_UP_ELEMENTS), seed), aggregates);
            passes.put(point, new ArrayList<>());
        }
        for (int round = 0; round < rounds; round++) {
            passes.forEach(this::measure);
        }
        return passes;
    }

    private void measure(ScalingPoint point, List<Measurement> passes) {
        Call[] input = point.input(point.elements(), seed);
        System.gc();
        double left = seconds / rounds;
        while (left > 0) {
            Measurement pass = point.measure(input, aggregates);
            if (!passes.isEmpty() && passes.get(0).checksum() != pass.checksum()) {
                throw new IllegalStateException(
                        point.label() + ": two passes over the same input emitted different panes");
            }
            passes.add(pass);
            left -= pass.wallNanos() / NANOS;
        }
    }

    private String report(Map<ScalingDimension, Map<ScalingPoint, List<Measurement>>> results) {
        StringBuilder text = new StringBuilder();
        results.forEach((dimension, passes) -> text.append(ScalingTable.of(dimension, passes)));
        return text.append(String.format(
                        Locale.ROOT,
                        "%,d elements a pass, or twice the keys; %d keys where they do not grow; %s aggregates; %d rounds of at least %.2f s, seed %d; the run took %.0f s.%n%n%s",
                        elements,
                        keys,
                        aggregates.title(),
                        rounds,
                        seconds / rounds,
                        seed,
                        (System.nanoTime() - started) / NANOS,
                        Machine.describe()))
                .toString();
    }

    /** After each dimension, so that a run that is broken off leaves what it has. */
    private void write(Map<ScalingDimension, Map<ScalingPoint, List<Measurement>>> results) throws IOException {
        if (output == null) {
            return;
        }
        Files.createDirectories(output);
        Files.writeString(output.resolve("scaling.md"), report(results));
        StringBuilder csv = new StringBuilder(ScalingTable.CSV_HEAD);
        for (Map.Entry<ScalingDimension, Map<ScalingPoint, List<Measurement>>> entry : results.entrySet()) {
            ScalingDimension dimension = entry.getKey();
            csv.append(ScalingTable.csv(dimension, entry.getValue()));
            Files.writeString(
                    output.resolve("scaling-" + dimension.id() + ".svg"),
                    ScalingTable.chart(dimension, entry.getValue()));
        }
        Files.writeString(output.resolve("scaling.csv"), csv.toString());
    }
}
