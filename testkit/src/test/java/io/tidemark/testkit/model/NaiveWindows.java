// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.element.Outcome;
import io.tidemark.pane.PaneTiming;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The living windows of a view, in one list; whenever anything happens all of them are looked at. */
final class NaiveWindows {
    private final ViewSpec view;
    private final NaiveWatermark watermark;
    private final NaivePanes panes;
    private final List<NaiveWindow> windows = new ArrayList<>();
    /** Numbers everything that happens, so that panes of different happenings are in different groups. */
    private long happening;

    private long lateAssignments;

    NaiveWindows(ViewSpec view, NaiveWatermark watermark, NaivePanes panes) {
        this.view = view;
        this.watermark = watermark;
        this.panes = panes;
    }

    long lateAssignments() {
        return lateAssignments;
    }

    /** The next processing time at which a window wants anything. */
    long nextDue() {
        long due = watermark.isContinuous() ? panes.nextGap(watermark.now()) : NaiveTrigger.NEVER;
        for (NaiveWindow window : windows) {
            due = Math.min(due, window.due());
            if (watermark.isContinuous()) {
                due = Math.min(due, window.complete ? window.expiry() : window.end());
            }
        }
        return due;
    }

    /** Triggers whose time has come. */
    void timers(long now) {
        happening++;
        for (NaiveWindow window : sorted(w -> w.due() <= now)) {
            if (window.timer(now)) {
                emit(window, window.complete ? PaneTiming.LATE : PaneTiming.EARLY);
            }
        }
    }

    /** Rule P7: what is complete fires, then what has expired is dropped. */
    void onWatermark() {
        long w = watermark.now();
        panes.watermark(w, false);
        happening++;
        for (NaiveWindow window : sorted(window -> !window.complete && w >= window.end())) {
            if (!view.onTimeIfNew() || !window.fresh.isEmpty()) {
                emit(window, PaneTiming.ON_TIME);
            }
            window.complete();
        }
        happening++;
        for (NaiveWindow window : sorted(window -> w >= window.expiry())) {
            if (!window.fresh.isEmpty()) {
                emit(window, PaneTiming.LATE);
            }
            windows.remove(window);
        }
        panes.watermark(w, true);
    }

    /** Rules L1 to L3. */
    Outcome add(TestElement element, String key, List<Bounds> assigned, long now) {
        if (assigned.isEmpty()) {
            return Outcome.UNASSIGNED;
        }
        int dead = 0;
        for (Bounds bounds : assigned) {
            if (isDead(bounds)) {
                dead++;
            } else {
                add(element, open(key, bounds), now);
            }
        }
        if (dead == assigned.size()) {
            return Outcome.LATE;
        }
        lateAssignments += dead;
        return Outcome.AGGREGATED;
    }

    /** Rule N4. */
    Outcome addToSession(TestElement element, String key, long t, WindowsSpec.Session sessions, long now) {
        Bounds cover = new Bounds(t, t + sessions.gap());
        List<NaiveWindow> merged = new ArrayList<>();
        List<NaiveWindow> ofKey = new ArrayList<>(windows);
        ofKey.removeIf(window -> !window.key.equals(key));
        ofKey.sort(NaiveWindow.BY_START);
        for (NaiveWindow window : ofKey) {
            Bounds wider = new Bounds(Math.min(cover.start(), window.start()), Math.max(cover.end(), window.end()));
            boolean fits = Bounds.minus(wider.end(), wider.start()) <= sessions.maxDuration();
            if (meet(cover, window.bounds, sessions.touching()) && fits) {
                cover = wider;
                merged.add(window);
            }
        }
        if (isDead(cover)) {
            return Outcome.LATE;
        }
        NaiveWindow session = open(key, cover);
        for (NaiveWindow window : merged) {
            if (window != session) {
                session.absorb(window);
                windows.remove(window);
            }
        }
        add(element, session, now);
        return Outcome.AGGREGATED;
    }

    private static boolean meet(Bounds a, Bounds b, boolean touching) {
        return touching ? a.start() <= b.end() && b.start() <= a.end() : a.start() < b.end() && b.start() < a.end();
    }

    private boolean isDead(Bounds bounds) {
        return watermark.now() >= Bounds.plus(bounds.end(), view.lateness());
    }

    /** The window as it stands, or a new one, which is complete from the beginning if the watermark has passed it (rule L2). */
    private NaiveWindow open(String key, Bounds bounds) {
        @Nullable NaiveWindow found = null;
        for (NaiveWindow window : windows) {
            if (window.bounds.equals(bounds) && window.key.equals(key)) {
                found = window;
            }
        }
        if (found == null) {
            found = new NaiveWindow(view, key, bounds, watermark.now() >= bounds.end());
            windows.add(found);
        }
        return found;
    }

    private void add(TestElement element, NaiveWindow window, long now) {
        happening++;
        if (window.add(element, now)) {
            emit(window, window.complete ? PaneTiming.LATE : PaneTiming.EARLY);
        }
    }

    private void emit(NaiveWindow window, PaneTiming timing) {
        panes.group(List.of(happening, window.bounds));
        panes.emit(window, timing, watermark.now());
    }

    private List<NaiveWindow> sorted(Predicate<NaiveWindow> which) {
        return windows.stream().filter(which).sorted(NaiveWindow.BY_END).toList();
    }
}
