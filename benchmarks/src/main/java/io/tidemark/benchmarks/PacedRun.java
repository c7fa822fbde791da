// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.engine.Job;
import io.tidemark.source.Decoder;
import io.tidemark.view.View;
import io.tidemark.view.ViewBuilder;
import io.tidemark.window.Window;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A job of ours with state on the heap and full aggregates, whose source yields elements as they are due.
 *
 * @param query its windows
 * @param parallelism how many workers
 */
public record PacedRun(Query query, int parallelism) {
    /** Computes the first {@code elements} of {@code laps}, and all that is open at their end. */
    public Measurement run(Laps laps, long elements, Timing timing) throws IOException {
        Decoder<Call> decoder = (record, out) -> {
            Call call = laps.call(record.offset());
            out.element(call, call.timestamp());
        };
        PaneTotals panes = new PaneTotals(timing.sink());
        try (Job<Call> job = Job.reading(new NumberedSource(elements, timing), decoder)
                .view(view(timing))
                .sink(panes)
                .parallelism(parallelism)
                .build(System::currentTimeMillis)) {
            job.open();
            Meter meter = new Meter();
            timing.begin();
            while (job.doWork() != Job.FINISHED) {
                // The source waits until something is due.
            }
            return meter.stop(elements, panes.checksum());
        }
    }

    private View<Call, String> view(Timing timing) {
        ViewBuilder<Call, String> view =
                AggregateSet.FULL.addTo(Calls.view("calls").window(query.windowing()));
        if (timing.timesElements()) {
            view.aggregate("applied", new Applied(timing));
        }
        return view.build();
    }

    /** Accumulates nothing, and tells of each element. */
    private record Applied(Timing timing) implements AggregateFunction<Call, Timing, Long> {
        @Override
        public Timing createAccumulator() {
            return timing;
        }

        @Override
        public void add(Timing accumulator, Call element) {
            accumulator.applied();
        }

        @Override
        public void merge(Timing into, Timing from) {
            // They are one.
        }

        @Override
        public @Nullable Long result(Timing accumulator, Window window) {
            return null;
        }

        @Override
        public boolean clear(Timing accumulator) {
            return true;
        }
    }
}
