// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Outcome;
import io.tidemark.engine.ViewCounters;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneTiming;
import io.tidemark.sink.LateElement;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One view by the letter of the rules. */
final class NaiveView {
    private final ViewSpec spec;
    private final NaiveWatermark watermark;
    private final NaivePanes panes;
    private final NaiveWindows windows;
    private final Map<String, List<TestElement>> arrivals = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final List<LateElement> late = new ArrayList<>();
    private final List<Long> watermarks = new ArrayList<>();
    private final List<Letter> letters;
    private boolean started;
    private long now;

    NaiveView(ViewSpec spec, List<Letter> letters) {
        this.spec = spec;
        this.letters = letters;
        watermark = new NaiveWatermark(spec.watermarks());
        panes = new NaivePanes(spec);
        windows = new NaiveWindows(spec, watermark, panes);
    }

    String name() {
        return spec.name();
    }

    ViewOutput output() {
        List<Pane<String>> filled = spec.filling()
                .map(filling -> NaiveGaps.fill(spec, filling, panes.happenings()))
                .orElse(List.of());
        List<List<Pane<String>>> groups = filled.isEmpty() ? panes.groups() : List.of(filled);
        long count = filled.stream().filter(pane -> pane.info().isFilled()).count();
        return new ViewOutput(groups, late, counters(count), watermarks);
    }

    void noteWatermark() {
        watermarks.add(watermark.now());
    }

    void declare(int partition) {
        watermark.declare(partition, now);
    }

    void pause(long millis) {
        watermark.pause(millis);
    }

    void sourceWatermark(long to) {
        watermark.atLeast(to, now);
        windows.onWatermark();
    }

    void invalid() {
        outcomes.merge(Outcome.INVALID, 1L, Long::sum);
    }

    /** Rule W8. */
    void end() {
        watermark.end();
        windows.onWatermark();
    }

    /** Rule P6: whatever is due happens first, instant by instant. */
    void advance(long time) {
        if (!started) {
            started = true;
            now = time;
            watermark.start(now);
            windows.onWatermark();
            return;
        }
        for (long due = nextDue(); due <= time; due = nextDue()) {
            now = due;
            happen();
        }
        now = Math.max(now, time);
        followClock();
    }

    /** Rule W5: the element is judged by the watermark before it. */
    void element(Step.Add step) {
        outcomes.merge(outcome(step), 1L, Long::sum);
        watermark.element(step.partition(), step.element(), step.timestamp(), now);
        windows.onWatermark();
    }

    private long nextDue() {
        return Math.min(windows.nextDue(), Math.min(watermark.nextIdle(), watermark.nextPublication()));
    }

    private void happen() {
        if (watermark.nextIdle() <= now) {
            watermark.becomeIdle(now);
            windows.onWatermark();
        }
        if (watermark.nextPublication() <= now) {
            watermark.publishPending(now);
            windows.onWatermark();
        }
        followClock();
        windows.timers(now);
    }

    private void followClock() {
        if (watermark.isContinuous()) {
            watermark.follow(now);
            windows.onWatermark();
        }
    }

    private Outcome outcome(Step.Add step) {
        TestElement element = step.element();
        if (spec.filtered() && element.excluded()) {
            return Outcome.FILTERED;
        }
        @Nullable String key = spec.keyed() ? element.key() : "";
        if (key == null) {
            letters.add(
                    new Letter(InvalidReason.MISSING_KEY, step.partition(), element.number(), spec.name(), element));
            return Outcome.INVALID;
        }
        if (isDuplicate(element.id(), step.timestamp())) {
            return Outcome.DUPLICATE;
        }
        Outcome outcome = add(element, key, step.timestamp());
        if (outcome == Outcome.LATE) {
            long lateness = Bounds.minus(watermark.now(), step.timestamp());
            @Nullable String id = spec.dedupTtl() > 0 ? element.id() : null;
            late.add(new LateElement(
                    spec.name(), key, id, step.timestamp(), step.partition(), element.number(), lateness, element));
        }
        return outcome;
    }

    /** Rule K2. */
    private boolean isDuplicate(@Nullable String id, long t) {
        if (spec.dedupTtl() == 0 || id == null) {
            return false;
        }
        long w = watermark.now();
        ids.values().removeIf(counted -> w >= Bounds.plus(counted, spec.dedupTtl()));
        @Nullable Long counted = ids.get(id);
        if (counted == null) {
            ids.put(id, t);
            return false;
        }
        long distance = Bounds.minus(Math.max(t, counted), Math.min(t, counted));
        if (distance < spec.dedupTtl()) {
            return true;
        }
        ids.put(id, Math.max(t, counted));
        return false;
    }

    private Outcome add(TestElement element, String key, long t) {
        if (spec.windows() instanceof WindowsSpec.Count count) {
            return count(element, key, count);
        }
        if (spec.windows() instanceof WindowsSpec.Session sessions) {
            return windows.addToSession(element, key, t, sessions, now);
        }
        WindowsSpec.PerElement perElement = (WindowsSpec.PerElement) spec.windows();
        return windows.add(element, key, perElement.find(element, t), now);
    }

    /** Rule N5: fires what the last {@code size} of the key's arrivals are, at every {@code slide}-th. */
    private Outcome count(TestElement element, String key, WindowsSpec.Count count) {
        List<TestElement> all = arrivals.computeIfAbsent(key, k -> new ArrayList<>());
        long ordinal = all.size();
        all.add(element);
        if (all.size() % count.slide() == 0) {
            int to = all.size();
            int from = (int) Math.max(0, to - count.size());
            panes.group(element);
            panes.emit(
                    key,
                    Window.count(from, to),
                    new PaneInfo(PaneTiming.ON_TIME, 0, true),
                    all.subList(from, to),
                    watermark.now());
        }
        for (long to = ordinal + 1; to <= ordinal + count.size(); to++) {
            if (to % count.slide() == 0) {
                return Outcome.AGGREGATED;
            }
        }
        return Outcome.UNASSIGNED;
    }

    private ViewCounters counters(long filled) {
        return new ViewCounters(
                spec.name(),
                outcomes.values().stream().mapToLong(Long::longValue).sum(),
                outcomes.getOrDefault(Outcome.AGGREGATED, 0L),
                outcomes.getOrDefault(Outcome.FILTERED, 0L),
                outcomes.getOrDefault(Outcome.DUPLICATE, 0L),
                outcomes.getOrDefault(Outcome.LATE, 0L),
                outcomes.getOrDefault(Outcome.INVALID, 0L),
                outcomes.getOrDefault(Outcome.UNASSIGNED, 0L),
                windows.lateAssignments(),
                watermark.skewed(),
                panes.count(PaneTiming.EARLY),
                panes.count(PaneTiming.ON_TIME),
                panes.count(PaneTiming.LATE),
                panes.retractions(),
                filled);
    }
}
