// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.engine.PipelineCounters;
import io.tidemark.engine.ViewCounters;
import io.tidemark.runtime.json.JsonLine;
import io.tidemark.source.Lagging;
import io.tidemark.source.Source;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.ToLongFunction;

/**
 * What a job did.
 *
 * <p>In its record, {@code records} are those that were read, and {@code elements} what they held, unreadable ones included. {@code invalid} is the number of dead letters.
 * All other counts are summed over the views, each of which sees every element; in each view the elements are exactly the aggregated, filtered, duplicate, late,
 * invalid and unassigned ones (rule L4).
 *
 * @param records that were read
 * @param counters of the pipeline
 * @param watermarks of the views, by name
 * @param skippedFields how often an aggregate skipped an element, by the field that it lacked (rule A3)
 * @param alerts how many detectors emitted, in this process
 * @param evictions how often state left the heap for the warm tier, in this process
 * @param expirations how many keys were forgotten, in this process
 * @param idsForgottenEarly how many ids deduplication forgot before their time, in this process
 * @param letGoEarly how many elements joins let go before their time, in this process
 * @param lag by partition, how many records are still to be read; nothing when the source does not tell
 * @param elapsedNanos how long it took
 */
public record Summary(
        long records,
        PipelineCounters counters,
        Map<String, Long> watermarks,
        Map<String, Long> skippedFields,
        long alerts,
        long evictions,
        long expirations,
        long idsForgottenEarly,
        long letGoEarly,
        Optional<SortedMap<String, Long>> lag,
        long elapsedNanos) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What {@code job} did so far, in {@code nanos}. */
    static Summary of(Job<Row> job, JobPlan plan, Source source, long nanos) {
        Map<String, Long> watermarks = new LinkedHashMap<>();
        for (String view : job.pipeline().views()) {
            watermarks.put(view, job.pipeline().watermark(view));
        }
        return new Summary(
                job.records(),
                job.pipeline().counters(),
                watermarks,
                plan.binding().skippedByField(),
                job.pipeline().alerts(),
                job.pipeline().evictions(),
                job.pipeline().expirations(),
                job.pipeline().idsForgottenEarly(),
                job.pipeline().elementsLetGoEarly(),
                source instanceof Lagging lagging ? Optional.of(lagging.lag()) : Optional.empty(),
                nanos);
    }

    /** Its record, one JSON object, with a line end. */
    public byte[] bytes() {
        return JsonLine.bytes(this::write);
    }

    /** How many records were read in a second. */
    public long recordsPerSecond() {
        return elapsedNanos == 0 ? 0 : Math.round(records * NANOS_PER_SECOND / elapsedNanos);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("records", records);
        json.writeNumberField("elements", counters.elements());
        json.writeNumberField("aggregated", sum(ViewCounters::aggregated));
        json.writeNumberField("filtered", sum(ViewCounters::filtered));
        json.writeNumberField("duplicates", sum(ViewCounters::duplicates));
        json.writeNumberField("late", sum(ViewCounters::late));
        json.writeNumberField("late_assignments", sum(ViewCounters::lateAssignments));
        json.writeNumberField("unassigned", sum(ViewCounters::unassigned));
        json.writeNumberField("invalid", invalid());
        json.writeFieldName("panes");
        JsonLine.value(
                json,
                panes(
                        sum(ViewCounters::earlyPanes),
                        sum(ViewCounters::onTimePanes),
                        sum(ViewCounters::latePanes),
                        sum(ViewCounters::filledPanes)));
        json.writeNumberField("retractions", sum(ViewCounters::retractions));
        json.writeNumberField("alerts", alerts);
        json.writeFieldName("watermarks");
        JsonLine.value(json, watermarks);
        json.writeFieldName("skipped_fields");
        JsonLine.value(json, skippedFields);
        json.writeNumberField("state_evictions", evictions);
        json.writeNumberField("state_expirations", expirations);
        json.writeNumberField("ids_forgotten_early", idsForgottenEarly);
        json.writeNumberField("let_go_early", letGoEarly);
        if (lag.isPresent()) {
            json.writeNumberField(
                    "lag",
                    lag.get().values().stream().mapToLong(Long::longValue).sum());
            json.writeFieldName("lag_by_partition");
            JsonLine.value(json, lag.get());
        }
        json.writeNumberField("elapsed_ms", elapsedNanos / NANOS_PER_MILLI);
        json.writeNumberField("records_per_second", recordsPerSecond());
        json.writeFieldName("views");
        JsonLine.value(json, views());
        json.writeEndObject();
    }

    private long invalid() {
        long withoutKey = sum(view -> view.invalid() - counters.invalidRecords());
        return counters.invalidRecords() + withoutKey;
    }

    private long sum(ToLongFunction<ViewCounters> count) {
        return counters.views().stream().mapToLong(count).sum();
    }

    private static Map<String, Object> panes(long early, long onTime, long late, long filled) {
        Map<String, Object> panes = new LinkedHashMap<>();
        panes.put("early", early);
        panes.put("on_time", onTime);
        panes.put("late", late);
        panes.put("filled", filled);
        return panes;
    }

    private Map<String, Object> views() {
        Map<String, Object> views = new LinkedHashMap<>();
        for (ViewCounters view : counters.views()) {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("elements", view.elements());
            counts.put("aggregated", view.aggregated());
            counts.put("filtered", view.filtered());
            counts.put("duplicates", view.duplicates());
            counts.put("late", view.late());
            counts.put("invalid", view.invalid());
            counts.put("unassigned", view.unassigned());
            counts.put("late_assignments", view.lateAssignments());
            counts.put("skewed", view.skewed());
            counts.put("panes", panes(view.earlyPanes(), view.onTimePanes(), view.latePanes(), view.filledPanes()));
            counts.put("retractions", view.retractions());
            views.put(view.view(), counts);
        }
        return views;
    }
}
