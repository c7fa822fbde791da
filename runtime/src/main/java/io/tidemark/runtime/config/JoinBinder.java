// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.join.Unmatched;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.yaml.YamlMapping;
import java.util.List;
import java.util.Optional;

/** Reads what a view joins. */
final class JoinBinder {
    private static final Value<Long> DISTANCE = Values.duration(0);
    private static final Value<String> EVENT = Values.text("an event type");
    private static final Value<String> FIELD = Values.text("a field path");

    private JoinBinder() {}

    private record Bounds(long before, long after) {}

    static Optional<JoinConfig> bind(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        List<String> left = events(section, "left", "performance_metrics");
        List<String> right = events(section, "right", "user_feedback");
        for (String type : right) {
            if (left.contains(type)) {
                section.problem("right", "the event type '" + type + "' is on both sides; an event is on one");
            }
        }
        List<List<String>> on = on(section);
        Bounds bounds = bounds(section);
        JoinConfig join = new JoinConfig(
                new JoinConfig.Side(left, on.get(0)),
                new JoinConfig.Side(right, on.get(1)),
                bounds.before,
                bounds.after,
                section.get("unmatched", Values.oneOf(Unmatched.class), Unmatched.NONE),
                section.get("max_waiting", Values.integer(1, Integer.MAX_VALUE), JoinConfig.DEFAULT_MAX_WAITING)
                        .intValue());
        section.close();
        return Optional.of(join);
    }

    /** By what each side is joined: {@code on: request_id}, or {@code on: {left: request_id, right: call.id}}. */
    private static List<List<String>> on(Section section) {
        if (!isMapping(section, "on")) {
            List<String> both = fields(section, "on");
            return List.of(both, both);
        }
        Section on = section.section("on");
        List<String> left = fields(on, "left");
        List<String> right = fields(on, "right");
        if (!left.isEmpty() && !right.isEmpty() && left.size() != right.size()) {
            on.problem("right", "'left' has another number of fields, " + left.size());
        }
        on.close();
        return List.of(left, right);
    }

    /** How far apart: {@code within: 24h}, which is after, or {@code within: {before: 5m, after: 24h}}. */
    private static Bounds bounds(Section section) {
        if (!isMapping(section, "within")) {
            return new Bounds(0, section.required("within", DISTANCE, 0L, "24h"));
        }
        Section within = section.section("within");
        Bounds bounds = new Bounds(within.get("before", DISTANCE, 0L), within.get("after", DISTANCE, 0L));
        within.close();
        return bounds;
    }

    /** Tells of each of {@code fields} that is of neither side of a join. */
    static void requireSides(Section section, String key, List<String> fields) {
        RowBinding joined = new RowBinding().joined();
        for (String field : fields) {
            try {
                joined.slot(field);
            } catch (IllegalArgumentException e) {
                section.problem(key, String.valueOf(e.getMessage()));
            }
        }
    }

    private static List<String> events(Section section, String name, String example) {
        Section side = section.section(name);
        if (!side.isPresent()) {
            section.missing(name, "for example '" + name + ": {events: [" + example + "]}'");
            return List.of();
        }
        if (!side.has("events")) {
            side.missing("events", "for example 'events: [" + example + "]'");
        } else if (side.isEmptyList("events")) {
            side.problem("events", "a side takes the events of at least one type");
        }
        List<String> events = side.list("events", EVENT);
        side.close();
        return events;
    }

    private static List<String> fields(Section section, String name) {
        if (!section.has(name)) {
            section.missing(name, "the field that both sides have in common, for example '" + name + ": request_id'");
        } else if (section.isEmptyList(name)) {
            section.problem(name, "a join needs at least one field");
        }
        return section.list(name, FIELD);
    }

    private static boolean isMapping(Section section, String key) {
        return section.node(key).filter(YamlMapping.class::isInstance).isPresent();
    }
}
