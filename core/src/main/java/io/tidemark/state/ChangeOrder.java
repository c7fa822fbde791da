// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Brings changes into their normal order, and leaves out those that others undo; see {@link StateBatch#normalize}. Changes that are in order already are sorted in linear time. */
final class ChangeOrder {
    private final List<Change> points = new ArrayList<>();
    private final List<Change> ranges = new ArrayList<>();
    private final PriorityQueue<Change> latest = new PriorityQueue<>(
            Comparator.comparingInt((Change change) -> change.place).reversed());
    private int nextRange;

    private ChangeOrder() {}

    static List<Change> of(List<Change> changes) {
        SortedMap<String, ChangeOrder> stores = new TreeMap<>();
        String store = "";
        ChangeOrder order = new ChangeOrder();
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            change.place = i;
            if (!change.store().equals(store)) {
                store = change.store();
                order = stores.computeIfAbsent(store, name -> new ChangeOrder());
            }
            (change.isRange() ? order.ranges : order.points).add(change);
        }
        List<Change> ordered = new ArrayList<>();
        stores.values().forEach(each -> each.addTo(ordered));
        return ordered;
    }

    private void addTo(List<Change> ordered) {
        points.sort(Change::compareKey);
        ranges.sort(Change::compareKey);
        addUnion(ordered);
        for (int i = 0; i < points.size(); i++) {
            if (counts(i)) {
                ordered.add(points.get(i));
            }
        }
    }

    /** Whether a change holds: it is the last one of its key, and no later range deletes it. A delete in a range of its own batch says nothing new. */
    private boolean counts(int i) {
        Change change = points.get(i);
        if (i + 1 < points.size() && points.get(i + 1).compareKey(change) == 0) {
            return false;
        }
        Change range = latestRangeAt(change);
        return range == null || (!change.isDelete() && range.place < change.place);
    }

    /** The last range that holds a key. Keys are asked for in ascending order: ranges come in as they begin, and go when they are on top and have ended. */
    private @Nullable Change latestRangeAt(Change point) {
        while (nextRange < ranges.size() && ranges.get(nextRange).compareKey(point) <= 0) {
            latest.add(ranges.get(nextRange++));
        }
        Change top = latest.peek();
        while (top != null && !top.reaches(point)) {
            latest.poll();
            top = latest.peek();
        }
        return top;
    }

    /** The ranges as ones that neither meet nor touch. */
    private void addUnion(List<Change> ordered) {
        Change union = null;
        for (Change range : ranges) {
            if (union != null && union.meets(range)) {
                union = union.upTo(range);
            } else {
                if (union != null) {
                    ordered.add(union);
                }
                union = range;
            }
        }
        if (union != null) {
            ordered.add(union);
        }
    }
}
