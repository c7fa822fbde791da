// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a window's panes one is. The panes of a key and window follow {@code EARLY* ON_TIME? LATE*} with index 0, 1, 2, ... (rule P1).
 *
 * <p>A filled pane stands for a window that had no elements when it was complete. Its index is {@link #FILLED}, lower than that of any other: so of all panes of a window the one with the
 * highest index counts, also when late elements come for a window that was filled.
 *
 * @param timing relative to the watermark; a filled pane is on time
 * @param index from 0, or {@link #FILLED}
 * @param isLast whether no further pane can follow
 * @param filled where each result of a filled pane comes from, in the order of the results; empty when elements made the pane
 */
public record PaneInfo(PaneTiming timing, long index, boolean isLast, List<FillMethod> filled) {
    /** The index of a filled pane. */
    public static final long FILLED = -1;

    /** Nearly all panes are the first and only ones of their windows. */
    private static final PaneInfo ONLY = new PaneInfo(PaneTiming.ON_TIME, 0, true);

    /** Of a pane that elements made. */
    public PaneInfo(PaneTiming timing, long index, boolean isLast) {
        this(timing, index, isLast, List.of());
    }

    /** As {@link #PaneInfo(PaneTiming, long, boolean)}, but not always a new object. */
    public static PaneInfo of(PaneTiming timing, long index, boolean isLast) {
        return index == 0 && isLast && timing == PaneTiming.ON_TIME ? ONLY : new PaneInfo(timing, index, isLast);
    }

    /** Of a filled pane, whose results come from {@code methods}. */
    public static PaneInfo filled(boolean isLast, List<FillMethod> methods) {
        return new PaneInfo(PaneTiming.ON_TIME, FILLED, isLast, methods);
    }

    /** Whether it is the window's first pane that elements made. */
    public boolean isFirst() {
        return index == 0;
    }

    /** Whether its window had no elements. */
    public boolean isFilled() {
        return index == FILLED;
    }

    /**
     * What a record says of where the results of a filled pane come from: the name of the one method, or the names by result.
     *
     * @param names of the pane's results
     */
    public Object filledBy(List<String> names) {
        if (filled.stream().distinct().count() == 1) {
            return filled.get(0).wireName();
        }
        Map<String, String> byResult = new LinkedHashMap<>();
        for (int i = 0; i < filled.size(); i++) {
            byResult.put(names.get(i), filled.get(i).wireName());
        }
        return byResult;
    }
}
