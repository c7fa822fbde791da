// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.source.Decoder;
import io.tidemark.view.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * A case as a whole job of ours, with checkpoints on the local disk, on the heap alone or with a warm tier below it.
 *
 * @param warm the tier's name: {@code rocksdb}, {@code lmdb}, or {@code none}
 * @param interval between checkpoints; zero: none are taken, which a warm tier does not allow
 * @param directory where files are made, and deleted again
 */
public record DurableRun(String warm, Duration interval, Path directory) {
    /** As much as a job file without {@code state.hot} has. */
    private static final long HOT_BYTES = 512L << 20;

    /**
     * What a pass did.
     *
     * @param wallNanos from the first element until the last pane is out and the last checkpoint is written
     * @param checkpoints how many were taken meanwhile, without those that come with the start of a job and with the end of its input
     * @param panes their checksum, number and elements
     */
    public record Pass(long wallNanos, long checkpoints, Checksum panes) {}

    /** Computes {@code elements} of {@code laps}, and all that is open at their end. */
    public Pass run(Query query, AggregateSet aggregates, Laps laps, long elements) throws IOException {
        View<Call, String> view =
                aggregates.addTo(Calls.view("calls").window(query.windowing())).build();
        Decoder<Call> decoder = (record, out) -> {
            Call call = laps.call(record.offset());
            out.element(call, call.timestamp());
        };
        WarmKind kind = WarmKind.valueOf(warm.toUpperCase(Locale.ROOT));
        HotBudget budget = kind == WarmKind.NONE ? HotBudget.unlimited() : HotBudget.ofBytes(HOT_BYTES);
        try (Servers servers = new Servers();
                JobRun<Call> run = new JobRun<>(
                        new JobRun.Setup(kind, 0, budget, interval, servers, directory),
                        new NumberedSource(elements, elements),
                        decoder,
                        view)) {
            long atStart = run.checkpoints();
            long begin = System.nanoTime();
            while (run.job().doWork() != Job.FINISHED) {
                // It has all that it needs.
            }
            run.awaitCheckpoint();
            return new Pass(
                    System.nanoTime() - begin,
                    Math.max(0, run.checkpoints() - atStart - 1),
                    run.panes().checksum());
        }
    }
}
