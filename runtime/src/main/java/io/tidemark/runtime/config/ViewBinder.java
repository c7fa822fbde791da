// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import io.tidemark.window.CountWindows;
import io.tidemark.window.Windowing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one view. */
final class ViewBinder {
    private final AggregateBinder aggregates;

    ViewBinder(Vocabulary vocabulary, ArgumentBinder arguments) {
        aggregates = new AggregateBinder(vocabulary, arguments);
    }

    ViewConfig bind(String name, Section section, Section triggers, WatermarkConfig base) {
        Windowing<Object> windowing = WindowBinder.bind(section);
        section.refuse(
                "filter",
                "expressions are not in this version; 'events' takes events of some types only, and the source may leave out the others");
        Optional<JoinConfig> join = JoinBinder.bind(section.section("join"));
        AccumulationMode accumulation =
                section.get("accumulation", Values.oneOf(AccumulationMode.class), AccumulationMode.ACCUMULATING);
        TriggerConfig trigger = trigger(triggers, windowing);
        List<AggregateConfig> results = aggregates(section, join.isPresent());
        ViewConfig view = new ViewConfig(
                section.place(),
                name,
                join,
                join.isPresent() ? List.of() : section.list("events", Values.text("an event type")),
                key(section),
                windowing,
                WatermarkBinder.bind(section.section("watermark"), base),
                lateness(section, windowing),
                accumulation,
                dedup(section.section("dedup")),
                trigger,
                results,
                List.of(),
                GapBinder.bind(section, windowing, trigger, accumulation, results));
        if (join.isPresent()) {
            checkJoined(view, section, triggers);
        }
        section.close();
        return view;
    }

    /** What a view over a join cannot have, or must name otherwise. */
    private static void checkJoined(ViewConfig view, Section section, Section triggers) {
        section.refuse("events", "a view over a join takes the events of 'join.left' and 'join.right'; remove it");
        JoinBinder.requireSides(section, "key", view.key());
        if (view.watermark().strategy() == WatermarkConfig.Strategy.PROCESSING_TIME) {
            section.problem("join", "waits in event time, so the watermark of the view cannot be processing_time");
        }
        view.dedup().ifPresent(dedup -> {
            if (dedup.isByContent()) {
                section.problem(
                        "dedup", "joined elements have no content of their own; say 'field: [left.ID, right.ID]'");
            }
            JoinBinder.requireSides(section, "dedup", dedup.fields());
        });
        view.trigger()
                .critical()
                .ifPresent(condition ->
                        JoinBinder.requireSides(triggers, "on_critical_event", List.of(condition.field())));
    }

    private static List<String> key(Section section) {
        if (!section.has("key")) {
            section.missing("key", "for example 'key: [model]', or 'key: []' for one key over all");
        }
        return fields(section, "key");
    }

    private static long lateness(Section section, Windowing<Object> windowing) {
        if (windowing instanceof CountWindows) {
            section.refuse("allowed_lateness", "count windows know no time, so nothing is ever late; remove it");
            return 0;
        }
        return section.get("allowed_lateness", Values.duration(0), 0L);
    }

    private static Optional<DedupConfig> dedup(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        DedupConfig dedup = new DedupConfig(
                ids(section),
                section.required("ttl", Values.duration(1), 1L, "1h"),
                section.get("max_ids", Values.integer(1, Integer.MAX_VALUE), DedupConfig.DEFAULT_MAX_IDS)
                        .intValue());
        section.close();
        return Optional.of(dedup);
    }

    /** The paths of the id; none when it is the content. */
    private static List<String> ids(Section section) {
        if (section.get("content", Values.flag(), false)) {
            section.refuse("field", "with 'content: true' all of the record is the id; remove one of the two");
            return List.of();
        }
        if (!section.has("field")) {
            section.missing("field", "for example 'field: id', 'field: [session_id, request_id]', or 'content: true'");
        } else if (section.isEmptyList("field")) {
            section.problem("field", "an id needs at least one field; for all of the record say 'content: true'");
        }
        return fields(section, "field");
    }

    private static List<String> fields(Section section, String name) {
        List<String> fields = section.list(name, Values.text("a field path"));
        Set<String> seen = new LinkedHashSet<>();
        for (String field : fields) {
            if (!seen.add(field)) {
                section.problem(name, "has the field '" + field + "' twice; remove one");
            }
        }
        return List.copyOf(seen);
    }

    private static TriggerConfig trigger(Section section, Windowing<Object> windowing) {
        if (!section.isPresent()) {
            return TriggerConfig.DEFAULT;
        }
        TriggerConfig trigger = TriggerBinder.bind(section);
        if (windowing instanceof CountWindows && trigger.hasFirings()) {
            section.problem("early_firing", "count windows have one pane each and take no triggers; remove the block");
        }
        return trigger;
    }

    private List<AggregateConfig> aggregates(Section section, boolean isJoined) {
        Section block = section.section("aggregates");
        List<AggregateConfig> found = aggregates.bind(block, isJoined);
        if (block.keys().isEmpty()) {
            section.missing(
                    "aggregates",
                    "for example 'aggregates: {requests: {fn: count}}' or a preset: 'aggregates: {preset: llm_performance}'");
        }
        return found;
    }
}
