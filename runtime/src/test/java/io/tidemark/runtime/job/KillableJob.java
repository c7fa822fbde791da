// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.llm.aggregate.Percentiles;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.runtime.io.FileOutput;
import io.tidemark.runtime.io.JsonLinesSink;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A job in a process of its own, to be killed: made-up calls of models, panes to a file, checkpoints to a directory. It goes on where the last one of its kind was. */
final class KillableJob {
    private static final int RECORDS = 25_000;
    private static final int POLLED = 100;
    private static final long PAUSE_NANOS = 1_000_000;

    private KillableJob() {}

    /** A made-up call. */
    private record Call(String model, double latency, long timestamp) {
        static Call of(long number) {
            SplittableRandom random = new SplittableRandom(number);
            long timestamp = 1_700_000_000_000L + number * 20 - random.nextInt(3_000);
            return new Call("model-" + random.nextInt(20), random.nextInt(5_000), timestamp);
        }
    }

    /**
     * Runs the job in the directory that is the first argument, until its input ends; the second says how many workers, the third which warm tier, the fourth the address of a database for it.
     */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (StateBackend warm = warm(args[2], directory, args[3])) {
            run(directory, Integer.parseInt(args[1]), Optional.of(warm), writer, PAUSE_NANOS);
        } finally {
            writer.shutdown();
        }
    }

    private static StateBackend warm(String name, Path directory, String url) throws IOException {
        for (StateBackendFactory factory : ServiceLoader.load(StateBackendFactory.class)) {
            if (factory.name().equals(name)) {
                Map<String, String> properties = switch (name) {
                    case "memory" -> Map.of();
                    case "postgres" -> Map.of("url", url, "connect_timeout_seconds", "60");
                    default -> Map.of("path", directory.resolve("state").toString());
                };
                return factory.open(
                        new StateBackendConfig(directory.getFileName().toString(), properties));
            }
        }
        throw new IllegalArgumentException("there is no backend " + name);
    }

    /** Runs the job, with a pause after each poll. With a warm tier hardly anything stays on the heap. */
    static void run(Path directory, int parallelism, Optional<StateBackend> warm, Executor writer, long pauseNanos)
            throws IOException {
        try (CheckpointStorage storage = LocalCheckpointStorage.open(directory.resolve("checkpoints"));
                Job<Call> job = job(directory, storage, parallelism, warm, writer)) {
            job.open();
            while (job.doWork() != Job.FINISHED) {
                LockSupport.parkNanos(pauseNanos);
            }
        }
    }

    private static Job<Call> job(
            Path directory, CheckpointStorage storage, int parallelism, Optional<StateBackend> warm, Executor writer)
            throws IOException {
        JobBuilder<Call> job = Job.<Call>reading(new Calls(), (record, out) -> {
                    Call call = Call.of(record.offset());
                    out.element(call, call.timestamp());
                })
                .view(sliding())
                .view(sessions())
                .sink(new JsonLinesSink(FileOutput.append(directory.resolve("panes.jsonl"))))
                .parallelism(parallelism)
                .checkpoints(
                        CheckpointLog.open(storage, new LogOptions(3, 1 << 16, 0.5, 8), System.err::println),
                        "killable",
                        Duration.ofMillis(30))
                .checkpointsOn(writer)
                .warnings(System.err::println);
        warm.ifPresent(backend -> job.warm(backend).hot(HotBudget.ofBytes(3000)));
        return job.build(System::currentTimeMillis);
    }

    private static View<Call, String> sliding() {
        return View.<Call>named("latency")
                .keyBy(Call::model)
                .watermarks(new BoundedOutOfOrderness(2_000))
                .window(SlidingWindows.of(Duration.ofSeconds(30), Duration.ofSeconds(10)))
                .allowedLateness(Duration.ofSeconds(5))
                .aggregate("calls", Aggregates.count())
                .aggregate("p95", Percentiles.percentile(Call::latency, 95))
                .build();
    }

    private static View<Call, String> sessions() {
        return View.<Call>named("sessions")
                .keyBy(Call::model)
                .watermarks(new BoundedOutOfOrderness(2_000))
                .window(SessionWindows.withGap(Duration.ofSeconds(1)))
                .accumulation(AccumulationMode.ACCUMULATING_AND_RETRACTING)
                .trigger(AfterWatermark.<Call>pastEndOfWindow().withEarlyFirings(Repeatedly.forever(AfterCount.of(4))))
                .aggregate("slowest", Aggregates.max(Call::latency))
                .build();
    }

    /** Numbers from 0, which are the calls. */
    private static final class Calls implements Source {
        private long next;

        @Override
        public void open(Positions positions) {
            next = positions.get(0, 0);
        }

        @Override
        public List<Integer> partitions() {
            return List.of(0);
        }

        @Override
        public int poll(RecordHandler handler, int limit) {
            if (next == RECORDS) {
                return EXHAUSTED;
            }
            for (int i = 0; i < POLLED; i++) {
                handler.record(SourceRecord.of(0, next++, null));
            }
            return POLLED;
        }

        @Override
        public Positions positions() {
            return new Positions(Map.of(0, next));
        }

        @Override
        public void close() {
            // There is nothing to let go.
        }
    }
}
