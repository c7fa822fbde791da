// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.element.Row;
import io.tidemark.engine.ViewCounters;
import io.tidemark.llm.row.Key;
import io.tidemark.llm.row.RowKey;
import io.tidemark.runtime.job.RunningJob;
import io.tidemark.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the views are, where their watermarks stand, and what they have counted. */
public final class ViewRoutes implements Routes {
    private final ServedJob job;

    /** Of {@code job}. */
    public ViewRoutes(ServedJob job) {
        this.job = job;
    }

    @Override
    public void addTo(Paths paths) {
        paths.get(
                "/api/v1/views",
                "The views: definitions, watermarks, counters",
                Set.of(),
                (context, none) -> all(context));
        paths.get(
                "/api/v1/views/{view}",
                "A view: definition, watermark, counters",
                Set.of(),
                (context, none) -> one(context));
    }

    private void all(Context context) {
        List<Map<String, Object>> states = job.ask(this::states);
        List<Object> views = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            views.add(described(job.plan().views().get(i), states.get(i)));
        }
        Answers.json(context, Map.of("job", job.plan().config().job(), "views", views));
    }

    private void one(Context context) {
        View<Row, Key> view = job.view(context.pathParam("view"));
        int index = job.plan().views().indexOf(view);
        Answers.json(context, described(view, job.ask(this::states).get(index)));
    }

    private Map<String, Object> described(View<Row, Key> view, Map<String, Object> state) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", view.name());
        described.put("key", ((RowKey) view.key()).paths());
        described.put(
                "results",
                view.aggregates().stream().map(aggregate -> aggregate.name()).toList());
        described.put(
                "detectors",
                view.detectors().stream().map(detector -> detector.name()).toList());
        described.putAll(state);
        described.put("definition", job.definition(view.name()));
        return described;
    }

    /** Of each view, in order. */
    private List<Map<String, Object>> states(RunningJob running) {
        List<Map<String, Object>> states = new ArrayList<>();
        for (ViewCounters counters : running.job().pipeline().counters().views()) {
            Map<String, Object> state = new LinkedHashMap<>();
            state.put("watermark", Watermarks.value(running.job().pipeline().watermark(counters.view())));
            state.put("counters", counted(counters));
            states.add(state);
        }
        return states;
    }

    private static Map<String, Object> counted(ViewCounters counters) {
        Map<String, Object> counted = new LinkedHashMap<>();
        counted.put("elements", counters.elements());
        counted.put("aggregated", counters.aggregated());
        counted.put("filtered", counters.filtered());
        counted.put("duplicates", counters.duplicates());
        counted.put("late", counters.late());
        counted.put("invalid", counters.invalid());
        counted.put("unassigned", counters.unassigned());
        counted.put("late_assignments", counters.lateAssignments());
        counted.put("skewed", counters.skewed());
        counted.put(
                "panes",
                Map.of(
                        "early", counters.earlyPanes(),
                        "on_time", counters.onTimePanes(),
                        "late", counters.latePanes()));
        counted.put("retractions", counters.retractions());
        return counted;
    }
}
