// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.llm.aggregate.Percentiles;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import io.tidemark.view.View;
import io.tidemark.window.SessionWindows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long elements wait while checkpoints are taken: a job with many open sessions, under a steady load, whose polls are timed one by one. */
@Command(
        name = "stalls",
        mixinStandardHelpOptions = true,
        description = "How long the polls of a job take while checkpoints of many open sessions are taken.")
public final class StallReport implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int POLLED = 500;

    @Option(names = "--sessions", description = "Open sessions, each of a key of its own.")
    private int sessions = 1_000_000;

    @Option(names = "--rate", description = "Elements a second, of sessions at random.")
    private int rate = 100_000;

    @Option(names = "--interval", description = "Seconds between checkpoints.")
    private int interval = 10;

    @Option(names = "--seconds", description = "How long it is measured.")
    private int seconds = 60;

    @Option(names = "--output", description = "Where stalls.md goes; else the report is only printed.")
    private @Nullable Path output;

    /** A call of one user. */
    private record UserCall(long user, double latency) {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new StallReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d open sessions (count, sum, max, p95), %,d elements a second of sessions at random, a checkpoint every %d s to local storage, parallelism 1, %d s.%n%n"
                        + "| | polls of up to %d elements | checkpoints | p50, ms | p99 | p99.9 | longest |%n|---|---|---|---|---|---|---|%n",
                sessions,
                rate,
                interval,
                seconds,
                POLLED));
        report.append(line("the job waits for the log", Runnable::run));
        ExecutorService writer = Executors.newSingleThreadExecutor();
        report.append(line("written beside the work", writer));
        writer.shutdown();
        String text = report + "\n" + Machine.describe();
        System.out.println(text);
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("stalls.md"), text);
        }
        return CommandLine.ExitCode.OK;
    }

    private String line(String what, Executor executor) throws IOException {
        Path directory = Files.createTempDirectory("tidemark-stalls");
        try (CheckpointStorage storage = LocalCheckpointStorage.open(directory)) {
            CheckpointLog log = CheckpointLog.open(storage, LogOptions.defaults(), System.err::println);
            Load load = new Load();
            JobBuilder<UserCall> builder = Job.<UserCall>reading(load, load::decode)
                    .view(view())
                    .checkpoints(log, "stalls", Duration.ofSeconds(interval))
                    .checkpointsOn(executor);
            try (Job<UserCall> job = builder.build(System::currentTimeMillis)) {
                job.open();
                while (load.given < sessions) {
                    job.doWork();
                }
                job.checkpoint();
                int before = log.checkpoints().size();
                long[] nanos = measure(job, load);
                return String.format(
                        Locale.ROOT,
                        "| %s | %,d | %d | %.2f | %.2f | %.2f | %.1f |%n",
                        what,
                        nanos.length,
                        (int) (log.nextId() - 1 - before),
                        nanos[nanos.length / 2] / NANOS_PER_MILLI,
                        nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MILLI,
                        nanos[(int) (nanos.length * 0.999)] / NANOS_PER_MILLI,
                        nanos[nanos.length - 1] / NANOS_PER_MILLI);
            }
        }
    }

    /** Times each poll that had something; a late one makes the next ones due at once, as in life. */
    private long[] measure(Job<UserCall> job, Load load) throws IOException {
        long[] nanos = new long[(int) ((long) seconds * rate / POLLED) + 1];
        int polls = 0;
        load.pace();
        while (!load.isOver()) {
            long begin = System.nanoTime();
            if (job.doWork() > 0 && polls < nanos.length) {
                nanos[polls++] = System.nanoTime() - begin;
            }
        }
        return Arrays.stream(nanos, 0, polls).sorted().toArray();
    }

    private static View<UserCall, Long> view() {
        return View.<UserCall>named("sessions")
                .keyBy(UserCall::user)
                .window(SessionWindows.withGap(Duration.ofDays(10_000)))
                .aggregate("n", Aggregates.count())
                .aggregate("sum", Aggregates.sum(UserCall::latency))
                .aggregate("max", Aggregates.max(UserCall::latency))
                .aggregate("p95", Percentiles.percentile(UserCall::latency, 95))
                .build();
    }

    /** Opens every session, and then yields calls at the rate. */
    private final class Load implements Source {
        private final SplittableRandom random = new SplittableRandom(20_261_122);
        private long given;
        private long begin;
        private long due;
        private boolean isPaced;

        void pace() {
            isPaced = true;
            begin = System.nanoTime();
            due = 0;
        }

        boolean isOver() {
            return System.nanoTime() - begin > seconds * 1_000_000_000L;
        }

        void decode(SourceRecord record, ElementCollector<UserCall> out) {
            long number = record.offset();
            long user = number < sessions ? number : random.nextInt(sessions);
            out.element(new UserCall(user, random.nextInt(5000)), 1_700_000_000_000L + number / 1000);
        }

        @Override
        public void open(Positions positions) {
            given = positions.get(0, 0);
        }

        @Override
        public List<Integer> partitions() {
            return List.of(0);
        }

        @Override
        public int poll(RecordHandler handler, int limit) {
            int count = POLLED;
            if (isPaced) {
                long owed = (System.nanoTime() - begin) * rate / 1_000_000_000L - due;
                if (owed < POLLED) {
                    return 0;
                }
                due += count;
            }
            for (int i = 0; i < count; i++) {
                handler.record(SourceRecord.of(0, given++, null));
            }
            return count;
        }

        @Override
        public Positions positions() {
            return new Positions(Map.of(0, given));
        }

        @Override
        public void close() {
            // There is nothing to let go.
        }
    }
}
