// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many panes the complete windows of a sliced view have had, for those keys and windows that got a late element; for all others it is one. The window's end
 * identifies it.
 */
final class LatePanes {
    private final TreeMap<Long, Map<Integer, Long>> panesByEnd = new TreeMap<>();

    /**
     * The index of the next pane of {@code key} in the window, which counts as emitted.
     *
     * @param hadElements whether the key had elements in the window before this late one
     */
    long nextIndex(long end, int key, boolean hadElements) {
        Map<Integer, Long> panes = panesByEnd.computeIfAbsent(end, e -> new HashMap<>());
        long index = panes.getOrDefault(key, hadElements ? 1L : 0L);
        panes.put(key, index + 1);
        return index;
    }

    /** Forgets the windows that end at or before {@code end}. */
    void forgetUpTo(long end) {
        while (!panesByEnd.isEmpty() && panesByEnd.firstKey() <= end) {
            panesByEnd.pollFirstEntry();
        }
    }
}
