// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.Pipeline;
import io.tidemark.llm.aggregate.Percentiles;
import io.tidemark.source.Positions;
import io.tidemark.state.StateBatch;
import io.tidemark.view.View;
import io.tidemark.window.SessionWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a checkpoint of many open sessions costs, in full and where a part has changed, and how long it takes to go on from one.
 *
 * <p>Command: {@code benchmarks/run checkpoints [--sessions N] [--rounds N] [--directory DIR] [--output DIR]}.
 */
@Command(
        name = "checkpoints",
        mixinStandardHelpOptions = true,
        description = "What checkpoints of many open sessions cost, and how long recovery takes.")
public final class CheckpointReport implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double[] SHARES = {0.001, 0.01, 0.1};

    private final StringBuilder report = new StringBuilder();
    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private long clock = 1_700_000_000_000L;
    private Optional<Checkpoint> last = Optional.empty();

    @Option(names = "--sessions", description = "Open sessions, each of a key of its own.")
    private int sessions = 1_000_000;

    @Option(names = "--rounds", description = "Rounds of each share, of which the median is reported.")
    private int rounds = 15;

    @Option(names = "--directory", description = "Where checkpoints are written; default: a temporary directory.")
    private @Nullable Path directory;

    @Option(names = "--output", description = "Where checkpoints.md goes; else the report is only printed.")
    private @Nullable Path output;

    /** A call of one user. */
    private record UserCall(long user, double latency) {}

    /**
     * What one checkpoint took.
     *
     * @param collected ms to collect what has changed, while nothing else is done
     * @param written ms to write it to the log
     * @param bytes of the changes
     */
    private record Cost(double collected, double written, long bytes) {
        double total() {
            return collected + written;
        }
    }

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new CheckpointReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Path kept = directory == null ? Files.createTempDirectory("tidemark-checkpoints") : directory;
        try (CheckpointStorage storage = LocalCheckpointStorage.open(kept.resolve("benchmark"))) {
            measure(storage);
        }
        String text = report + "\n" + Machine.describe();
        System.out.println(text);
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("checkpoints.md"), text);
        }
        return CommandLine.ExitCode.OK;
    }

    private void measure(CheckpointStorage storage) throws IOException {
        CheckpointLog log = CheckpointLog.open(storage, LogOptions.defaults(), System.err::println);
        report.append(String.format(
                Locale.ROOT,
                "%,d open sessions (count, sum, max, p95), parallelism 1, local storage, median of %d rounds (min to max)."
                        + "%n%n| checkpoint | collect, ms | write, ms | both, of a full one | bytes |%n|---|---|---|---|---|%n",
                sessions,
                rounds));
        try (Pipeline<UserCall> pipeline = pipeline()) {
            for (long user = 0; user < sessions; user++) {
                add(pipeline, user);
            }
            Cost full = checkpoint(pipeline, log);
            line("full, once", List.of(full), full);
            for (double share : SHARES) {
                List<Cost> costs = new ArrayList<>();
                for (int round = 0; round < rounds; round++) {
                    change(pipeline, share);
                    costs.add(checkpoint(pipeline, log));
                    log.compact();
                }
                line(String.format(Locale.ROOT, "%.1f %% changed", share * 100), costs, full);
            }
        }
        recover(storage);
    }

    private void change(Pipeline<UserCall> pipeline, double share) {
        for (int i = 0; i < sessions * share; i++) {
            add(pipeline, random.nextInt(sessions));
        }
        pipeline.flush();
    }

    private void add(Pipeline<UserCall> pipeline, long user) {
        pipeline.element(0, 0, new UserCall(user, random.nextInt(5000)), clock++ / 1000);
    }

    private Cost checkpoint(Pipeline<UserCall> pipeline, CheckpointLog log) throws IOException {
        long begin = System.nanoTime();
        StateBatch changes = pipeline.save();
        long collected = System.nanoTime();
        CheckpointHeader header =
                new CheckpointHeader("benchmark", log.nextId(), 0, Positions.BEGINNING, new TreeMap<>());
        last = Optional.of(log.write(header, last, changes));
        long written = System.nanoTime();
        return new Cost(
                (collected - begin) / NANOS_PER_MILLI, (written - collected) / NANOS_PER_MILLI, changes.bytes());
    }

    private void recover(CheckpointStorage storage) throws IOException {
        double[] millis = new double[3];
        for (int round = 0; round < millis.length; round++) {
            long begin = System.nanoTime();
            CheckpointLog log = CheckpointLog.open(storage, LogOptions.defaults(), System.err::println);
            Checkpoint newest = log.newestIntact().orElseThrow();
            try (Pipeline<UserCall> pipeline = pipeline()) {
                pipeline.restore(visitor -> log.read(newest, visitor));
                millis[round] = (System.nanoTime() - begin) / NANOS_PER_MILLI;
                if (pipeline.keysWithState() != sessions) {
                    throw new IllegalStateException("only " + pipeline.keysWithState() + " sessions were restored");
                }
            }
        }
        report.append(String.format(
                Locale.ROOT,
                "%nRecovery, which verifies all of it and then reads it: %s ms.%n",
                spread(Arrays.stream(millis).sorted().toArray())));
    }

    private static Pipeline<UserCall> pipeline() {
        View<UserCall, Long> view = View.<UserCall>named("sessions")
                .keyBy(UserCall::user)
                .window(SessionWindows.withGap(Duration.ofDays(10_000)))
                .aggregate("n", Aggregates.count())
                .aggregate("sum", Aggregates.sum(UserCall::latency))
                .aggregate("max", Aggregates.max(UserCall::latency))
                .aggregate("p95", Percentiles.percentile(UserCall::latency, 95))
                .build();
        return Pipeline.of(view).saved(true).build();
    }

    private void line(String what, List<Cost> costs, Cost full) {
        double[] collected =
                costs.stream().mapToDouble(Cost::collected).sorted().toArray();
        double[] written = costs.stream().mapToDouble(Cost::written).sorted().toArray();
        double[] total = costs.stream().mapToDouble(Cost::total).sorted().toArray();
        report.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.3f | %,d |%n",
                what,
                spread(collected),
                spread(written),
                total[total.length / 2] / full.total(),
                costs.get(costs.size() - 1).bytes()));
    }

    private static String spread(double[] sorted) {
        return String.format(
                Locale.ROOT, "%.1f (%.1f to %.1f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
