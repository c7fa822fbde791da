// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.FillMethod;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.view.GapFilling;
import io.tidemark.view.GapFillingChecks;
import io.tidemark.window.Windowing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how the gaps of a view are filled. */
final class GapBinder {
    private static final String KEY = "fill_gaps";
    private static final Value<FillMethod> METHOD = Values.oneOf(FillMethod.class);

    private GapBinder() {}

    /** What the section of a view says that is otherwise like this; nothing when its gaps are not filled. */
    static Optional<GapFilling> bind(
            Section view,
            Windowing<Object> windowing,
            TriggerConfig trigger,
            AccumulationMode accumulation,
            List<AggregateConfig> aggregates) {
        Section section = view.section(KEY);
        if (!section.isPresent()) {
            return Optional.empty();
        }
        int before = section.problemCount();
        FillMethod with = section.requiredOrNull("with", METHOD, FillMethod.NULL, "zero");
        Map<String, FillMethod> results = results(section.section("results"), aggregates);
        long atMost = section.get("at_most", Values.duration(1), GapFillingChecks.defaultAtMost(windowing));
        section.close();
        GapFillingChecks.check(windowing, trigger.hasEarly(), trigger.onTime(), accumulation)
                .ifPresent(problem -> view.problem(KEY, problem));
        if (section.problemCount() > before) {
            return Optional.empty();
        }
        Optional<String> problem = GapFillingChecks.checkAtMost(atMost, windowing);
        problem.ifPresent(text -> section.problem("at_most", text));
        return problem.isPresent() ? Optional.empty() : Optional.of(new GapFilling(with, results, atMost));
    }

    private static Map<String, FillMethod> results(Section section, List<AggregateConfig> aggregates) {
        List<String> names = aggregates.stream().map(AggregateConfig::name).toList();
        Map<String, FillMethod> results = new LinkedHashMap<>();
        for (String name : section.keys()) {
            if (!names.contains(name)) {
                section.problem(name, "the view has no result of this name" + Nearest.hint(name, names));
            }
            results.put(name, section.requiredOrNull(name, METHOD, FillMethod.NULL, "previous"));
        }
        return results;
    }
}
