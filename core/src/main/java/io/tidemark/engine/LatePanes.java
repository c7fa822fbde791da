// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How many panes the complete windows of a sliced view have had, for those keys and windows that got a late element; for all others it is one. The window's end
 * identifies it.
 */
final class LatePanes {
    private final KeyDictionary<?> keys;
    private final boolean isSaved;
    private final TreeMap<Long, Map<Integer, Long>> panesByEnd = new TreeMap<>();

    /** Those that changed since the last checkpoint. */
    private final Set<EndAndKey> changed = new HashSet<>();

    /** Windows that end here or before were forgotten since the last checkpoint; the minimum when none were. */
    private long forgotten = Long.MIN_VALUE;

    private record EndAndKey(long end, int key) {}

    /** Of no window yet; {@code isSaved} where checkpoints are taken. */
    LatePanes(KeyDictionary<?> keys, boolean isSaved) {
        this.keys = keys;
        this.isSaved = isSaved;
    }

    /**
     * The index of the next pane of {@code key} in the window, which counts as emitted.
     *
     * @param hadElements whether the key had elements in the window before this late one
     */
    long nextIndex(long end, int key, boolean hadElements) {
        Map<Integer, Long> panes = panesByEnd.computeIfAbsent(end, e -> new HashMap<>());
        long index = panes.getOrDefault(key, hadElements ? 1L : 0L);
        put(panes, key, index + 1);
        if (isSaved) {
            changed.add(new EndAndKey(end, key));
        }
        return index;
    }

    /** How many panes {@code key} has had in the window, which is complete. */
    long panes(long end, int key) {
        Map<Integer, Long> panes = panesByEnd.get(end);
        return panes == null ? 1 : panes.getOrDefault(key, 1L);
    }

    /** Forgets the windows that end at or before {@code end}. */
    void forgetUpTo(long end) {
        while (!panesByEnd.isEmpty() && panesByEnd.firstKey() <= end) {
            panesByEnd.pollFirstEntry().getValue().keySet().forEach(keys::release);
            forgotten = end;
        }
    }

    /** Writes what has changed since this was called last. */
    void save(ViewEntries entries) {
        if (forgotten != Long.MIN_VALUE) {
            entries.deleteUpTo(ViewEntries.LATE_PANES, forgotten);
            forgotten = Long.MIN_VALUE;
        }
        for (EndAndKey one : changed) {
            Map<Integer, Long> panes = panesByEnd.get(one.end);
            Long next = panes == null ? null : panes.get(one.key);
            if (next != null) {
                entries.put(ViewEntries.LATE_PANES, one.end, one.key, out -> out.writeVarLong(next));
            }
        }
        changed.clear();
    }

    /** Takes over what was saved. */
    void restore(long end, int key, long next) {
        put(panesByEnd.computeIfAbsent(end, e -> new HashMap<>()), key, next);
    }

    /** A key keeps its id, also when its cells leave the heap. */
    private void put(Map<Integer, Long> panes, int key, long next) {
        if (panes.put(key, next) == null) {
            keys.retain(key);
        }
    }
}
