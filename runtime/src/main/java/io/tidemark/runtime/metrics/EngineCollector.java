// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tidemark.engine.Distribution;
import io.tidemark.engine.PipelineMeasures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the engine measures and Micrometer would not take: histograms whose buckets are the engine's, and a counter with a name that ends in {@code _created}, which it would cut off. */
final class EngineCollector implements MultiCollector {
    private final Supplier<@Nullable MetricsSnapshot> last;

    /** Of what {@code last} gives. */
    EngineCollector(Supplier<@Nullable MetricsSnapshot> last) {
        this.last = last;
    }

    @Override
    public MetricSnapshots collect() {
        MetricsSnapshot snapshot = last.get();
        if (snapshot == null) {
            return new MetricSnapshots();
        }
        PipelineMeasures pipeline = snapshot.measures().pipeline();
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(windowsCreated(pipeline));
        all.add(histogram(
                "window_event_count",
                "Elements of windows when they were complete",
                pipeline.views().stream()
                        .map(view -> point(view.windowElements(), Labels.of("view", view.view())))
                        .toList()));
        all.add(histogram(
                "element_processing_seconds",
                "What a worker took for an element: the time of a batch, divided by its elements",
                List.of(point(pipeline.elementSeconds(), Labels.EMPTY))));
        all.add(histogram(
                "emission_latency_seconds",
                "From the watermark's passing the end of windows until their panes were handed to the sinks",
                List.of(point(pipeline.emissionSeconds(), Labels.EMPTY))));
        snapshot.measures()
                .checkpoints()
                .ifPresent(checkpoints -> all.add(histogram(
                        "checkpoint_duration_seconds",
                        "What a checkpoint took until it was written, committed, and in the warm tier",
                        List.of(point(checkpoints.seconds(), Labels.EMPTY)))));
        if (!pipeline.stateSeconds().isEmpty()) {
            all.add(histogram(
                    "state_operation_seconds",
                    "What reads and writes of the warm tier took",
                    pipeline.stateSeconds().entrySet().stream()
                            .map(of -> point(
                                    of.getValue(), Labels.of("backend", snapshot.backend(), "operation", of.getKey())))
                            .toList()));
        }
        return MetricSnapshots.of(all.toArray(new MetricSnapshot[0]));
    }

    private static CounterSnapshot windowsCreated(PipelineMeasures pipeline) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder()
                .name("tidemark_windows_created")
                .help("Windows, or parts of them, that were begun for a key");
        pipeline.views()
                .forEach(view -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(Labels.of("view", view.view()))
                        .value((double) view.windowsCreated())
                        .build()));
        return builder.build();
    }

    private static HistogramSnapshot histogram(String name, String help, List<HistogramDataPointSnapshot> points) {
        HistogramSnapshot.Builder builder =
                HistogramSnapshot.builder().name("tidemark_" + name).help(help);
        points.forEach(builder::dataPoint);
        return builder.build();
    }

    private static HistogramDataPointSnapshot point(Distribution distribution, Labels labels) {
        List<Double> bounds = new ArrayList<>(distribution.bounds());
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, new ArrayList<>(distribution.counts())))
                .sum(distribution.sum())
                .build();
    }
}
