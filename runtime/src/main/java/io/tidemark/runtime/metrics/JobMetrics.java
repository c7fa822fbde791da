// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.element.InvalidReason;
import io.tidemark.engine.CheckpointMeasures;
import io.tidemark.engine.ViewCounters;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a job. Nothing is counted twice: what the engine counts anyway is read when somebody asks, as one {@link MetricsSnapshot}. Labels are names of the job file and numbers of partitions, never keys.
 *
 * <p>Counters count since the job's state began, over restarts from checkpoints, where the engine's do; the others since the process began.
 */
public final class JobMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collector = new JvmGcMetrics();
    private final Set<String> known = new HashSet<>();
    private volatile @Nullable MetricsSnapshot last;

    /** Those of the process, until there is a job. */
    public JobMetrics() {
        collector.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        registry.getPrometheusRegistry().register(new EngineCollector(() -> last));
    }

    /** They are {@code snapshot} now. */
    public synchronized void update(MetricsSnapshot snapshot) {
        last = snapshot;
        once("job", () -> addJob());
        for (int i = 0; i < snapshot.counters().views().size(); i++) {
            int view = i;
            String name = snapshot.counters().views().get(i).view();
            once("view " + name, () -> addView(name, view));
        }
        snapshot.partitions().forEach((view, partitions) -> once("partitions " + view, () -> addPartitions(view)));
        snapshot.lag().keySet().forEach(partition -> once("lag " + partition, () -> addLag(partition)));
    }

    /**
     * The metrics as text.
     *
     * @param accept what the client takes: OpenMetrics if it says so, else the text format of Prometheus
     */
    public String scrape(String accept) {
        return registry.scrape(contentType(accept));
    }

    /** The type of what {@link #scrape} answers. */
    public String contentType(String accept) {
        return accept.contains("application/openmetrics-text")
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8";
    }

    private void once(String what, Runnable add) {
        if (known.add(what)) {
            add.run();
        }
    }

    private void addJob() {
        counter("tidemark.records", "Records that were read", Tags.empty(), MetricsSnapshot::records);
        for (InvalidReason reason : InvalidReason.values()) {
            if (reason != InvalidReason.PANE_TOO_LARGE) {
                addReason(reason);
            }
        }
        gauge("tidemark.state.size.bytes", "Bytes of state, approximately", Tags.of("tier", "hot"), snapshot ->
                (double) snapshot.hotBytes());
        gauge(
                "tidemark.state.entries",
                "Keys that have state on the heap, summed over lanes",
                Tags.of("tier", "hot"),
                snapshot -> (double) snapshot.keys());
        counter(
                "tidemark.state.evictions",
                "Entries of state that left the heap for the warm tier",
                Tags.empty(),
                MetricsSnapshot::evictions);
        counter(
                "tidemark.windows.spilled",
                "The same: state of windows that left the heap for the warm tier",
                Tags.empty(),
                MetricsSnapshot::evictions);
        addMeasures();
        counter("tidemark.alerts", "Alerts that detectors emitted", Tags.empty(), MetricsSnapshot::alerts);
    }

    private void addReason(InvalidReason reason) {
        counter(
                "tidemark.dead.letters",
                "Records, and parts of them, that views could not use",
                Tags.of("reason", reason.wireName()),
                snapshot -> snapshot.measures().pipeline().deadLetters().getOrDefault(reason, 0L));
    }

    private void addMeasures() {
        counter(
                "tidemark.backpressure.seconds",
                "How long nothing was read because the heap was full or the workers were behind",
                Tags.empty(),
                snapshot -> snapshot.measures().backpressureSeconds());
        counter(
                "tidemark.checkpoint.failures",
                "Checkpoints that could not be written",
                Tags.empty(),
                snapshot -> checkpoints(snapshot, CheckpointMeasures::failures, 0));
        gauge(
                "tidemark.checkpoint.size.bytes",
                "Bytes that the last checkpoint consists of",
                Tags.empty(),
                snapshot -> checkpoints(snapshot, CheckpointMeasures::bytes, Double.NaN));
    }

    private static double checkpoints(
            MetricsSnapshot snapshot, ToDoubleFunction<CheckpointMeasures> value, double otherwise) {
        return snapshot.measures().checkpoints().map(value::applyAsDouble).orElse(otherwise);
    }

    private void addView(String view, int index) {
        Map<String, ToDoubleFunction<ViewCounters>> outcomes = Map.of(
                "aggregated", ViewCounters::aggregated,
                "filtered", ViewCounters::filtered,
                "duplicate", ViewCounters::duplicates,
                "late", ViewCounters::late,
                "invalid", ViewCounters::invalid,
                "unassigned", ViewCounters::unassigned);
        outcomes.forEach((outcome, count) -> counter(
                "tidemark.elements",
                "Elements that came to a view, by what became of them",
                Tags.of("view", view, "outcome", outcome),
                snapshot -> count.applyAsDouble(snapshot.counters().views().get(index))));
        Map<String, ToDoubleFunction<ViewCounters>> timings = Map.of(
                "early", ViewCounters::earlyPanes,
                "on_time", ViewCounters::onTimePanes,
                "late", ViewCounters::latePanes);
        timings.forEach((timing, count) -> counter(
                "tidemark.panes",
                "Panes that were emitted",
                Tags.of("view", view, "timing", timing),
                snapshot -> count.applyAsDouble(snapshot.counters().views().get(index))));
        ofView(
                view,
                index,
                "tidemark.windows.completed",
                "Windows that emitted their on-time pane",
                ViewCounters::onTimePanes);
        addMeasuresOfView(view, index);
        ofView(view, index, "tidemark.retractions", "Panes that were taken back", ViewCounters::retractions);
        ofView(view, index, "tidemark.late.events", "Elements that no window took any more", ViewCounters::late);
        ofView(
                view,
                index,
                "tidemark.allowed.lateness.violations",
                "Windows that an element was too late for, whether or not another one took it",
                counters -> counters.late() + counters.lateAssignments());
        ofView(
                view,
                index,
                "tidemark.dropped.events",
                "Elements that are in no result although no filter left them out: late, invalid or unassigned",
                counters -> counters.late() + counters.invalid() + counters.unassigned());
    }

    private void addMeasuresOfView(String view, int index) {
        counter(
                "tidemark.watermark.advances",
                "Batches after which the watermark was further than before",
                Tags.of("view", view),
                snapshot -> snapshot.measures().pipeline().views().get(index).watermarkAdvances());
    }

    private void ofView(String view, int index, String name, String description, ToDoubleFunction<ViewCounters> count) {
        counter(
                name,
                description,
                Tags.of("view", view),
                snapshot -> count.applyAsDouble(snapshot.counters().views().get(index)));
    }

    private void addPartitions(String view) {
        Tags tags = Tags.of("view", view);
        gauge(
                "tidemark.watermark.lag.seconds",
                "How far the watermark is behind the clock; not a number before there is one",
                tags,
                snapshot -> snapshot.lagSeconds(view));
        gauge(
                "tidemark.watermark.idle.partitions",
                "Partitions that have been silent for so long that they hold nobody up",
                tags,
                snapshot -> snapshot.idlePartitions(view));
    }

    private void addLag(String partition) {
        int dash = partition.lastIndexOf('-');
        gauge(
                "tidemark.kafka.consumer.lag",
                "Records of a partition that are still to be read",
                Tags.of(
                        "topic", dash < 0 ? partition : partition.substring(0, dash),
                        "partition", dash < 0 ? "" : partition.substring(dash + 1)),
                snapshot -> snapshot.lag().getOrDefault(partition, 0L).doubleValue());
    }

    private void counter(String name, String description, Tags tags, ToDoubleFunction<MetricsSnapshot> count) {
        FunctionCounter.builder(name, this, metrics -> metrics.value(count, 0))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(String name, String description, Tags tags, ToDoubleFunction<MetricsSnapshot> value) {
        Gauge.builder(name, this, metrics -> metrics.value(value, Double.NaN))
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private double value(ToDoubleFunction<MetricsSnapshot> function, double otherwise) {
        return Optional.ofNullable(last).map(function::applyAsDouble).orElse(otherwise);
    }

    @Override
    public void close() {
        collector.close();
        registry.close();
    }
}
