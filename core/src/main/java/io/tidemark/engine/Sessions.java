// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.Pane;
import io.tidemark.view.View;
import io.tidemark.window.SessionWindows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the session of an element among those of its key, merging what the element joins (rules N4 and N6).
 *
 * @param <E> the element
 */
final class Sessions<E> implements WindowPlacement<E> {
    private final SessionWindows windows;
    private final boolean retracting;
    private final LiveWindows<E> live;
    private final WindowFiring<E> firing;
    private final List<WindowState> joined = new ArrayList<>();
    private long coverStart;
    private long coverEnd;

    Sessions(View<E, ?> view, SessionWindows windows, LiveWindows<E> live, WindowFiring<E> firing) {
        this.windows = windows;
        this.live = live;
        this.firing = firing;
        retracting = view.accumulation() == AccumulationMode.ACCUMULATING_AND_RETRACTING;
    }

    @Override
    public Placed place(int key, E element, long timestamp) {
        cover(key, timestamp);
        if (joined.isEmpty() && live.isExpired(coverEnd)) {
            return Placed.LATE;
        }
        WindowState session = session(key);
        joined.clear();
        firing.onElement(session, element, timestamp);
        return Placed.AGGREGATED;
    }

    /** One pass over the key's sessions: each that meets the cover so far joins it, unless the cover would be too long. */
    private void cover(int key, long timestamp) {
        coverStart = timestamp;
        coverEnd = timestamp + windows.gap();
        for (WindowState state = live.first(key); state != null; state = state.next) {
            if (windows.meets(coverStart, coverEnd, state.start, state.end)) {
                long start = Math.min(coverStart, state.start);
                long end = Math.max(coverEnd, state.end);
                if (end - start <= windows.maxDuration()) {
                    coverStart = start;
                    coverEnd = end;
                    joined.add(state);
                }
            }
        }
    }

    /** The window of the cover: one of the joined ones if it has these bounds already, else a new one. All others are merged into it. */
    private WindowState session(int key) {
        WindowState kept = null;
        for (int i = 0; i < joined.size() && kept == null; i++) {
            if (joined.get(i).isWindow(coverStart, coverEnd)) {
                kept = joined.get(i);
            }
        }
        if (kept == null && joined.size() == 1 && !joined.get(0).complete && coverEnd > live.watermark()) {
            return stretched(joined.get(0));
        }
        WindowState session = kept == null ? live.open(key, coverStart, coverEnd) : kept;
        if (joined.size() > (kept == null ? 0 : 1)) {
            mergeInto(session);
        }
        return session;
    }

    /** The common case, a session that goes on: a new window (rule N6) in the same object. */
    private WindowState stretched(WindowState session) {
        if (retracting) {
            session.mergedPanes = sorted(session.outstandingPanes());
            session.lastPane = null;
        }
        session.paneIndex = 0;
        live.move(session, coverStart, coverEnd);
        return session;
    }

    private void mergeInto(WindowState session) {
        List<Pane<?>> panes = new ArrayList<>(session.mergedPanes);
        for (WindowState other : joined) {
            if (other != session) {
                firing.merge(session, other);
                panes.addAll(other.outstandingPanes());
                live.close(other);
            }
        }
        session.mergedPanes = sorted(panes);
    }

    private static List<Pane<?>> sorted(List<Pane<?>> panes) {
        List<Pane<?>> sorted = new ArrayList<>(panes);
        sorted.sort(Comparator.<Pane<?>>comparingLong(pane -> pane.window().start())
                .thenComparingLong(pane -> pane.window().end()));
        return sorted;
    }
}
