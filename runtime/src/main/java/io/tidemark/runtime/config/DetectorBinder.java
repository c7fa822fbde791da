// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.detect.Alerting;
import io.tidemark.detect.DetectionRule;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Drift;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import io.tidemark.view.DetectorChecks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the detectors, and hands each to the view that it watches. */
final class DetectorBinder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final long MOST_WINDOWS = 1_000_000;

    private final Vocabulary vocabulary;
    private final Map<String, ViewConfig> views = new LinkedHashMap<>();
    private final Map<String, List<Detector>> byView = new LinkedHashMap<>();

    /** Detectors of {@code views}. */
    DetectorBinder(Vocabulary vocabulary, List<ViewConfig> views) {
        this.vocabulary = vocabulary;
        views.forEach(view -> this.views.put(view.name(), view));
    }

    /** The views, with the detectors in {@code section}. */
    List<ViewConfig> bind(Section section) {
        for (String name : section.keys()) {
            if (!NAME.matcher(name).matches()) {
                section.problem(name, "a detector's name has 1 to 64 letters, digits, '_' and '-'");
            }
            if (views.containsKey(name)) {
                section.problem(
                        name,
                        "there is a view of this name; alerts are panes of a view that has the name of the"
                                + " detector, so choose another one");
            }
            bind(name, section.section(name));
        }
        return views.values().stream()
                .map(view -> view.with(byView.getOrDefault(view.name(), List.of())))
                .toList();
    }

    private void bind(String name, Section section) {
        int before = section.problemCount();
        String view = section.required("view", Values.oneOf(views.keySet()), "", "performance");
        String value = section.required("value", Values.text("the name of a result"), "", "latency_ms.p95");
        Alerting alerting = alerting(section);
        Optional<String> severity = section.optional("severity", Values.text("a word, such as warning"));
        Optional<DetectionRule> rule = RuleBinder.bind(section);
        section.close();
        @Nullable ViewConfig watched = views.get(view);
        if (watched == null || value.isEmpty()) {
            return;
        }
        ResultNames results = ResultNames.of(watched, vocabulary);
        boolean isOfDistribution = rule.isPresent() && rule.get() instanceof Drift;
        (isOfDistribution ? results.distributionProblem(value) : results.problem(value))
                .ifPresent(problem -> section.problem("value", problem));
        if (rule.isPresent() && section.problemCount() == before) {
            Detector detector = new Detector(name, value, rule.get(), alerting, severity);
            DetectorChecks.check(
                            detector, watched.windowing(), watched.trigger().hasEarly(), watched.accumulation())
                    .ifPresent(problem -> section.problem("view", problem));
            byView.computeIfAbsent(view, v -> new ArrayList<>()).add(detector);
        }
    }

    private static Alerting alerting(Section section) {
        Alerting base = Alerting.DEFAULT;
        return new Alerting(
                section.get("windows", Values.integer(1, MOST_WINDOWS), (long) base.windows())
                        .intValue(),
                section.get("cool_down", Values.duration(0), base.coolDown()),
                section.optional("repeat_every", Values.duration(1)).orElse(0L),
                section.get("forget_after", Values.duration(1), base.forgetAfter()));
    }
}
