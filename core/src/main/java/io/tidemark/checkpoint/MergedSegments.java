// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Walks over what the segments of a checkpoint add up to, in order, holding one part of each.
 *
 * <p>The heads of all segments are in a heap, and the newest of those with the same key comes first. The older ones are skipped, and it counts if it is a put that no range of a newer segment has deleted. Ranges sort before
 * the keys they cover, so they are known by then.
 */
final class MergedSegments {
    private static final Comparator<Head> ORDER = (a, b) -> {
        int order = a.entry.compareTo(b.entry);
        return order != 0 ? order : Integer.compare(b.age, a.age);
    };

    private final PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);
    private final List<Head> ranges = new ArrayList<>();

    MergedSegments(CheckpointStorage storage, List<Segment> segments) throws IOException {
        for (int age = 0; age < segments.size(); age++) {
            advance(new SegmentCursor(storage, segments.get(age)), age);
        }
    }

    /** The next put, or null after the last one. */
    @Nullable
    SegmentEntry next() throws IOException {
        for (Head head = pop(); head != null; head = pop()) {
            if (head.entry.isRange()) {
                ranges.add(head);
                continue;
            }
            skip(head.entry);
            if (head.entry.kind() == SegmentEntry.PUT && !isDeleted(head)) {
                return head.entry;
            }
        }
        return null;
    }

    private void skip(SegmentEntry newest) throws IOException {
        for (Head older = heads.peek(); older != null && older.entry.compareKey(newest) == 0; older = heads.peek()) {
            pop();
        }
    }

    private boolean isDeleted(Head head) {
        if (ranges.isEmpty()) {
            return false;
        }
        ranges.removeIf(range -> !range.entry.reaches(head.entry));
        return ranges.stream().anyMatch(range -> range.age > head.age);
    }

    private @Nullable Head pop() throws IOException {
        Head head = heads.poll();
        if (head != null) {
            advance(head.cursor, head.age);
        }
        return head;
    }

    private void advance(SegmentCursor cursor, int age) throws IOException {
        SegmentEntry next = cursor.next();
        if (next != null) {
            heads.add(new Head(cursor, age, next));
        }
    }

    /**
     * An entry and where it is from.
     *
     * @param age greater for newer segments
     */
    private record Head(SegmentCursor cursor, int age, SegmentEntry entry) {}
}
