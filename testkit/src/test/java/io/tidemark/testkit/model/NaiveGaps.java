// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.FillMethod;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.view.GapFilling;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills gaps by the letter of {@link GapFilling}, after everything has happened: it goes over the panes of a view that fills none, key by key, and puts in what is missing. */
final class NaiveGaps {
    private final ViewSpec view;
    private final GapFilling filling;
    private final String key;
    private final List<Pane<String>> panes = new ArrayList<>();

    /** The key's last window with elements, as it was shown last. */
    private @Nullable Pane<String> last;

    private long now = Long.MIN_VALUE;

    /** Windows up to here were filled, or are not any more. */
    private long reached = Long.MIN_VALUE;

    private NaiveGaps(ViewSpec view, GapFilling filling, String key) {
        this.view = view;
        this.filling = filling;
        this.key = key;
    }

    static List<Pane<String>> fill(ViewSpec view, GapFilling filling, List<NaivePanes.Happening> happenings) {
        Map<String, NaiveGaps> keys = new LinkedHashMap<>();
        for (NaivePanes.Happening happening : happenings) {
            if (happening.pane() != null) {
                keys.computeIfAbsent(happening.pane().key(), key -> new NaiveGaps(view, filling, key));
            }
        }
        List<Pane<String>> all = new ArrayList<>();
        for (NaiveGaps key : keys.values()) {
            happenings.forEach(key::happen);
            all.addAll(key.panes);
        }
        return all;
    }

    /** The end of the first window after {@code watermark} that may be filled from a window that ends at {@code last}; or the highest time. */
    static long nextEnd(ViewSpec view, GapFilling filling, long last, long watermark) {
        NaiveGaps any = new NaiveGaps(view, filling, "");
        long most = last + filling.atMost();
        long end = any.next(last);
        while (end <= watermark && end <= most) {
            end = any.next(end);
        }
        return end <= most ? end : Long.MAX_VALUE;
    }

    private boolean isLinear() {
        return filling.with() == FillMethod.LINEAR || filling.results().containsValue(FillMethod.LINEAR);
    }

    private void happen(NaivePanes.Happening happening) {
        Pane<String> pane = happening.pane();
        if (pane != null) {
            if (pane.key().equals(key)) {
                if (pane.info().timing() != PaneTiming.EARLY) {
                    real(pane);
                }
                panes.add(pane);
            }
            return;
        }
        now = happening.watermark();
        if (happening.isDone()) {
            Pane<String> before = last;
            if (before != null && !isLinear() && now != Long.MAX_VALUE) {
                for (long end : ends(before, now + 1)) {
                    fill(end, before, before);
                }
            }
            reached = now;
        }
    }

    private void real(Pane<String> pane) {
        long end = pane.window().end();
        Pane<String> before = last;
        if (before == null || end > before.window().end()) {
            if (before != null && isLinear()) {
                long limit = before.window().end() + filling.atMost();
                if (end <= limit && reached < limit) {
                    for (long at = next(before.window().end()); at < end; at = next(at)) {
                        fill(at, before, pane);
                    }
                }
            } else if (before != null && pane.info().timing() == PaneTiming.ON_TIME) {
                for (long at : ends(before, end)) {
                    fill(at, before, before);
                }
            }
            last = pane;
        } else if (end == before.window().end() && view.mode() != AccumulationMode.DISCARDING) {
            last = pane;
        }
    }

    /** The ends of windows after {@code before} and after what was reached, below {@code limit}, that are filled. */
    private List<Long> ends(Pane<String> before, long limit) {
        List<Long> ends = new ArrayList<>();
        long most = before.window().end() + filling.atMost();
        for (long at = next(before.window().end()); at < limit && at <= most; at = next(at)) {
            if (at > reached) {
                ends.add(at);
            }
        }
        return ends;
    }

    private long next(long end) {
        if (view.windows() instanceof WindowsSpec.Sliding sliding) {
            return end + sliding.slide();
        }
        TestElement any = new TestElement(0, "", null, 0, false, false, false);
        return ((WindowsSpec.PerElement) view.windows()).find(any, end).get(0).end();
    }

    private long start(long end) {
        if (view.windows() instanceof WindowsSpec.Sliding sliding) {
            return end - sliding.size();
        }
        TestElement any = new TestElement(0, "", null, 0, false, false, false);
        return ((WindowsSpec.PerElement) view.windows())
                .find(any, end - 1)
                .get(0)
                .start();
    }

    private void fill(long end, Pane<String> before, Pane<String> after) {
        List<FillMethod> methods = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        List<String> names = before.results().names();
        double share = (double) (end - before.window().end())
                / (after.window().end() - before.window().end());
        for (String name : names) {
            FillMethod method = filling.results().getOrDefault(name, filling.with());
            methods.add(method);
            Object left = before.results().get(name);
            Object right = after.results().get(name);
            values.add(
                    switch (method) {
                        case NULL -> null;
                        case PREVIOUS -> left;
                        case ZERO -> left instanceof Long ? (Object) 0L : left instanceof Double ? (Object) 0.0 : null;
                        case LINEAR ->
                            left instanceof Number from && right instanceof Number to
                                    ? Double.valueOf(from.doubleValue() * (1 - share) + to.doubleValue() * share)
                                    : null;
                    });
        }
        panes.add(new Pane<>(
                view.name(),
                key,
                Window.time(start(end), end),
                PaneInfo.filled(now >= Bounds.plus(end, view.lateness()), methods),
                false,
                0,
                new PaneResults(names, values.toArray()),
                now));
    }
}
