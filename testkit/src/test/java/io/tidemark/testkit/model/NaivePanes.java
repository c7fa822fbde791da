// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The panes of a view, each computed from the list of its elements (rules P1, P2, P5, A3). */
final class NaivePanes {
    private static final List<String> NAMES = List.of("members", "count", "values", "sum", "min", "max", "mean");

    private final ViewSpec view;
    private final List<List<Pane<String>>> groups = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final Set<Long> ends = new HashSet<>();
    private Object groupId = new Object();
    private long early;
    private long onTime;
    private long late;
    private long retractions;

    /**
     * A pane, or a watermark.
     *
     * @param pane null for a watermark
     * @param watermark that the view has from now on
     * @param isDone whether the panes that the watermark causes came before
     */
    record Happening(@Nullable Pane<String> pane, long watermark, boolean isDone) {}

    NaivePanes(ViewSpec view) {
        this.view = view;
    }

    List<List<Pane<String>>> groups() {
        return groups;
    }

    /** What happened, in order. */
    List<Happening> happenings() {
        return happenings;
    }

    /** The first time after {@code watermark} at which a gap may have to be filled. */
    long nextGap(long watermark) {
        return view.filling().stream()
                .flatMapToLong(
                        filling -> ends.stream().mapToLong(end -> NaiveGaps.nextEnd(view, filling, end, watermark)))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** The watermark was looked at. */
    void watermark(long watermark, boolean isDone) {
        happenings.add(new Happening(null, watermark, isDone));
    }

    long count(PaneTiming timing) {
        return switch (timing) {
            case EARLY -> early;
            case ON_TIME -> onTime;
            case LATE -> late;
        };
    }

    long retractions() {
        return retractions;
    }

    /** What comes from now on is after everything before, unless {@code id} is the same as last time. */
    void group(Object id) {
        if (!id.equals(groupId)) {
            groupId = id;
            groups.add(new ArrayList<>());
        }
    }

    void emit(NaiveWindow window, PaneTiming timing, long watermark) {
        if (view.mode() == AccumulationMode.ACCUMULATING_AND_RETRACTING) {
            retract(window, watermark);
        }
        boolean isLast = timing != PaneTiming.EARLY && watermark >= window.expiry();
        List<TestElement> elements = view.mode() == AccumulationMode.DISCARDING ? window.fresh : window.elements;
        Window bounds = view.windows() instanceof WindowsSpec.Global
                ? Window.GLOBAL
                : Window.time(window.start(), window.end());
        window.emitted(emit(window.key, bounds, new PaneInfo(timing, window.panes, isLast), elements, watermark));
    }

    Pane<String> emit(String key, Window window, PaneInfo info, List<TestElement> elements, long watermark) {
        Pane<String> pane =
                new Pane<>(view.name(), key, window, info, false, elements.size(), results(elements), watermark);
        groups.get(groups.size() - 1).add(pane);
        happenings.add(new Happening(pane, watermark, false));
        if (info.timing() != PaneTiming.EARLY) {
            ends.add(window.end());
        }
        switch (info.timing()) {
            case EARLY -> early++;
            case ON_TIME -> onTime++;
            case LATE -> late++;
        }
        return pane;
    }

    private void retract(NaiveWindow window, long watermark) {
        List<Pane<String>> old = new ArrayList<>(window.toRetract);
        old.sort(Comparator.<Pane<String>>comparingLong(pane -> pane.window().start())
                .thenComparingLong(pane -> pane.window().end()));
        if (window.last != null) {
            old.add(window.last);
        }
        for (Pane<String> pane : old) {
            groups.get(groups.size() - 1)
                    .add(new Pane<>(
                            pane.view(),
                            pane.key(),
                            pane.window(),
                            pane.info(),
                            true,
                            pane.count(),
                            pane.results(),
                            watermark));
            retractions++;
        }
    }

    private static PaneResults results(List<TestElement> elements) {
        List<Double> values = new ArrayList<>();
        for (TestElement element : elements) {
            if (!Double.isNaN(element.value())) {
                values.add(element.value());
            }
        }
        double sum = values.stream().mapToDouble(value -> value).sum();
        @Nullable Double min = values.stream().min(Comparator.naturalOrder()).orElse(null);
        @Nullable Double max = values.stream().max(Comparator.naturalOrder()).orElse(null);
        @Nullable Double mean = values.isEmpty() ? null : Double.valueOf(sum / values.size());
        @Nullable
        Object[] results = {Members.of(elements), (long) elements.size(), (long) values.size(), sum, min, max, mean};
        return new PaneResults(NAMES, Objects.requireNonNull(results));
    }
}
