// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import io.tidemark.window.CountWindows;
import io.tidemark.window.Windowing;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one view. */
final class ViewBinder {
    private final AggregateBinder aggregates;

    ViewBinder(Vocabulary vocabulary) {
        aggregates = new AggregateBinder(vocabulary);
    }

    ViewConfig bind(String name, Section section, Section triggers, WatermarkConfig base) {
        Windowing<Object> windowing = WindowBinder.bind(section);
        section.refuse(
                "filter",
                "expressions are not in this version; 'events' takes events of some types only, and the source may leave out the others");
        ViewConfig view = new ViewConfig(
                section.place(),
                name,
                section.list("events", Values.text("an event type")),
                key(section),
                windowing,
                WatermarkBinder.bind(section.section("watermark"), base),
                lateness(section, windowing),
                section.get("accumulation", Values.oneOf(AccumulationMode.class), AccumulationMode.ACCUMULATING),
                dedup(section.section("dedup")),
                trigger(triggers, windowing),
                aggregates(section));
        section.close();
        return view;
    }

    private static List<String> key(Section section) {
        List<String> fields = section.list("key", Values.text("a field path"));
        if (!section.has("key")) {
            section.missing("key", "for example 'key: [model]', or 'key: []' for one key over all");
        }
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            if (!seen.add(field)) {
                section.problem("key", "has the field '" + field + "' twice; remove one");
            }
        }
        return List.copyOf(seen.size() < fields.size() ? seen : fields);
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
                section.required("field", Values.text("a field path"), "", "id"),
                section.required("ttl", Values.duration(1), 1L, "1h"));
        section.close();
        return Optional.of(dedup);
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

    private List<AggregateConfig> aggregates(Section section) {
        Section block = section.section("aggregates");
        List<AggregateConfig> found = aggregates.bind(block);
        if (block.keys().isEmpty()) {
            section.missing(
                    "aggregates",
                    "for example 'aggregates: {requests: {fn: count}}' or a preset: 'aggregates: {preset: llm_performance}'");
        }
        return found;
    }
}
