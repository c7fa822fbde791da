// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.engine.Pipeline;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneResults;
import io.tidemark.view.View;
import java.util.List;

/** Passes of the engine over an input: a new pipeline, all elements, the end of input, all panes into a {@link Checksum}. */
final class PipelineRun {
    /** As a source yields records: the clock is read, and buffers are handed over, once for so many. */
    private static final int POLL = 1_000;

    private final List<View<Call, String>> views;
    private final AggregateSet aggregates;

    PipelineRun(Query query, AggregateSet aggregates) {
        this(
                List.of(aggregates
                        .addTo(Calls.view("calls").window(query.windowing()))
                        .build()),
                aggregates);
    }

    /** Of views that have {@code aggregates}. */
    PipelineRun(List<View<Call, String>> views, AggregateSet aggregates) {
        this.views = views;
        this.aggregates = aggregates;
    }

    Measurement run(Telemetry input, int parallelism) {
        return run(input.calls(), parallelism, new Checksum());
    }

    /** A pass whose panes go into {@code checksum}. */
    Measurement run(Call[] calls, int parallelism, Checksum checksum) {
        Meter meter = new Meter();
        try (Pipeline<Call> pipeline = Pipeline.of(views)
                .parallelism(parallelism)
                .panes(pane -> add(pane, checksum))
                .build()) {
            pipeline.declarePartition(0);
            feed(calls, pipeline);
            pipeline.endOfInput();
            pipeline.flush();
            return meter.stop(calls.length, checksum);
        }
    }

    private static void feed(Call[] calls, Pipeline<Call> pipeline) {
        for (int from = 0; from < calls.length; from += POLL) {
            pipeline.advanceProcessingTime(from);
            int to = Math.min(calls.length, from + POLL);
            for (int i = from; i < to; i++) {
                Call call = calls[i];
                pipeline.element(0, i, call, call.timestamp());
            }
            pipeline.handOver();
        }
    }

    private void add(Pane<?> pane, Checksum checksum) {
        PaneResults results = pane.results();
        int key = pane.key().hashCode();
        long start = pane.window().start();
        long end = pane.window().end();
        if (pane.count() != results.number(0)) {
            throw new IllegalStateException("the pane's count is not that of its aggregate: " + pane);
        }
        double sum = results.number(1);
        double max = results.number(2);
        if (aggregates == AggregateSet.FULL) {
            double p50 = results.number(3);
            double p95 = results.number(4);
            double p99 = results.number(5);
            checksum.pane(key, start, end, pane.count(), sum, max, p50, p95, p99);
        } else {
            checksum.pane(key, start, end, pane.count(), sum, max);
        }
    }
}
