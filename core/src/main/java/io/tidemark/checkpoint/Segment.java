// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.util.List;

/**
 * Sorted changes of state, in one or more blobs. Segments are shared: a checkpoint adds one to those of the checkpoint before it.
 *
 * @param number which one; no two of a storage have the same
 * @param entries how many changes are in it
 * @param parts its blobs, in order
 */
public record Segment(long number, long entries, List<SegmentPart> parts) {
    /** Keeps a copy. */
    public Segment {
        if (number < 1 || entries < 0) {
            throw new IllegalArgumentException("there is no segment " + number + " of " + entries + " entries");
        }
        parts = List.copyOf(parts);
    }

    /** The bytes of its blobs. */
    public long bytes() {
        return parts.stream().mapToLong(SegmentPart::length).sum();
    }
}
