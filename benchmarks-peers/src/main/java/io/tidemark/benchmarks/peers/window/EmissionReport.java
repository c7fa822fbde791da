// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.Laps;
import io.tidemark.benchmarks.Machine;
import io.tidemark.benchmarks.Measurement;
import io.tidemark.benchmarks.PacedRun;
import io.tidemark.benchmarks.Query;
import io.tidemark.benchmarks.Timing;
import io.tidemark.benchmarks.peers.window.EmissionPass.Contender;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How late panes are after the element that lets their window fire, and elements until they are in state, when elements come at a steady pace: ours, Hazelcast Jet and Flink, in one process, taking turns. The run fails when two of them emit
 * different panes.
 *
 * <p>Command: {@code benchmarks-peers/run emission [--quick] [--rate N] [--filter REGEX] [--contender REGEX] [--seconds N] [--rounds N] [--parallelism N] [--output DIR]}.
 */
@Command(
        name = "emission",
        mixinStandardHelpOptions = true,
        description =
                "How late panes are after the element that lets them fire, and elements until they are in state: ours, Hazelcast Jet, Flink.")
public final class EmissionReport implements Callable<Integer> {
    private static final int FEW = 50;
    private static final int LAP = 3_600_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long started = System.nanoTime();

    @Option(names = "--quick", description = "One short round, 10,000 keys for 100,000.")
    private boolean quick;

    @Option(
            names = "--rate",
            description =
                    "Elements a second; 1,000 are a second of event time, so with 200,000 that runs 200 times as fast as the clock.")
    private long rate = 200_000;

    @Option(names = "--keys", description = "How many keys many are.")
    private int keys = 100_000;

    @Option(
            names = "--query",
            description =
                    "The windows: ${COMPLETION-CANDIDATES}. Default: TUMBLING_10_S with 50 keys, TUMBLING_5_MIN with many, 20 and 0.7 firings a second.")
    private @Nullable Query query;

    @Option(names = "--filter", description = "Only the cases whose title has a match.")
    private String filter = "";

    @Option(names = "--contender", description = "Only contenders whose name has a match.")
    private String contender = "";

    @Option(names = "--parallelism", description = "Workers; with more than one only panes are timed.")
    private int parallelism = 1;

    @Option(names = "--seconds", description = "For how long each contender is measured in a round.")
    private double seconds = 30;

    @Option(names = "--warm-up", description = "For how long it runs at the same pace before that.")
    private double warmUpSeconds = 5;

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 3;

    @Option(names = "--elements", description = "Elements in the passes that find out how fast a contender is at most.")
    private int elements = 3_600_000;

    @Option(
            names = "--flink-buffer-timeout",
            description = "For how many ms Flink's records wait in a buffer; 0: not at all.")
    private long flinkTimeout;

    @Option(names = "--seed", description = "Of the generated input.")
    private long seed = 20_261_121;

    @Option(
            names = "--output",
            description = "Where emission.md, emission.csv and emission.svg go; else the report is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new EmissionReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (quick) {
            keys = 10_000;
            seconds = 3;
            warmUpSeconds = 2;
            rounds = 1;
            elements = 1_200_000;
        }
        Pattern wanted = Pattern.compile(filter);
        List<EmissionResult> results = new ArrayList<>();
        try (JetWindows jet = JetWindows.start(parallelism)) {
            for (int count : List.of(FEW, keys)) {
                Case measured = new Case(windows(count), count, AggregateSet.FULL);
                if (wanted.matcher(measured.title()).find()) {
                    EmissionResult result = new EmissionResult(measured);
                    results.add(result);
                    measure(result, jet);
                    System.err.println(EmissionTable.of(List.of(result)));
                    write(results);
                }
            }
        }
        System.out.println(report(results));
        return CommandLine.ExitCode.OK;
    }

    private Query windows(int count) {
        if (query != null) {
            return query;
        }
        return count == FEW ? Query.TUMBLING_10_S : Query.TUMBLING_5_MIN;
    }

    private void measure(EmissionResult result, JetWindows jet) {
        Case measured = result.measured();
        Laps laps = new Laps(measured.input(LAP, seed));
        Contender ours = ours(measured, laps);
        Map<String, Contender> contenders = contenders(measured, laps, ours, jet);
        boolean timesElements = parallelism == 1 && measured.query().windowing() instanceof TumblingWindows;
        for (int round = 0; round < rounds; round++) {
            contenders.forEach((name, contender) -> {
                result.addPanes(name, paced(result, name, contender, laps, rate, timesElements));
                if (timesElements) {
                    long half = fastest(result, name, contender) / 2;
                    EmissionPass pass = paced(result, name, contender, laps, half, true);
                    result.addElements(name, pass);
                    // It had a number of elements that nobody else has.
                    result.check(name, ours.run(pass.measurement().elements(), Timing.none()));
                }
            });
        }
    }

    private EmissionPass paced(
            EmissionResult result, String name, Contender contender, Laps laps, long perSecond, boolean timesElements) {
        long from = (long) (perSecond * warmUpSeconds);
        long to = from + (long) (perSecond * seconds);
        Timing timing = Timing.of(laps, perSecond, from, to, timesElements);
        System.gc();
        Measurement measurement = contender.run(to, timing);
        result.check(name, measurement);
        return EmissionPass.of(perSecond, timing, measurement);
    }

    /** Elements a second when all are due at once: of two passes, of which the first one warms up. */
    private long fastest(EmissionResult result, String name, Contender contender) {
        result.check(name, contender.run(elements, Timing.none()));
        System.gc();
        Measurement measurement = contender.run(elements, Timing.none());
        result.check(name, measurement);
        return (long) measurement.perSecond();
    }

    private Contender ours(Case measured, Laps laps) {
        PacedRun run = new PacedRun(measured.query(), parallelism);
        return (count, timing) -> {
            try {
                return run.run(laps, count, timing);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    private Map<String, Contender> contenders(Case measured, Laps laps, Contender ours, JetWindows jet) {
        Query windows = measured.query();
        FlinkWindows flink = new FlinkWindows(
                parallelism, "hashmap", Optional.empty(), Optional.of(Duration.ofMillis(flinkTimeout)));
        Map<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put(EmissionResult.OURS, ours);
        contenders.put(
                "Jet",
                (count, timing) -> jet.run(windows, AggregateSet.FULL, PeerPass.over(laps, count, timing))
                        .measurement());
        contenders.put(
                "Flink, heap",
                (count, timing) -> flink.run(windows, AggregateSet.FULL, PeerPass.over(laps, count, timing))
                        .measurement());
        Pattern wanted = Pattern.compile(contender);
        contenders.keySet().removeIf(name -> !wanted.matcher(name).find());
        return contenders;
    }

    private String report(List<EmissionResult> results) {
        return EmissionTable.of(results)
                + String.format(
                        Locale.ROOT,
                        "%n%d rounds of %.1f s after %.1f s to warm up, parallelism %d, Flink's buffers wait %d ms, seed %d; the run took %d s.%n%n%s",
                        rounds,
                        seconds,
                        warmUpSeconds,
                        parallelism,
                        flinkTimeout,
                        seed,
                        (System.nanoTime() - started) / NANOS_PER_SECOND,
                        Machine.describe());
    }

    /** After each case, so that a run that is broken off leaves what it has. */
    private void write(List<EmissionResult> results) throws IOException {
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("emission.md"), report(results));
            Files.writeString(output.resolve("emission.csv"), EmissionTable.csv(results));
            Files.writeString(output.resolve("emission.svg"), EmissionTable.chart(results));
        }
    }
}
