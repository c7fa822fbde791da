// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import java.util.List;

/**
 * One checkpoint that the storage holds.
 *
 * @param header what it says of itself
 * @param segments what makes up its state, the base first, then the deltas, oldest first; none when the state is empty
 */
public record Checkpoint(CheckpointHeader header, List<Segment> segments) {
    /** Keeps a copy. */
    public Checkpoint {
        segments = List.copyOf(segments);
    }

    /** Its number. */
    public long id() {
        return header.id();
    }

    /** The bytes of its segments. Checkpoints share segments: together they have fewer than the sum. */
    public long bytes() {
        return segments.stream().mapToLong(Segment::bytes).sum();
    }

    /** Whether its state is a base alone, or empty. */
    public boolean isBase() {
        return segments.size() <= 1;
    }

    /** The bytes of the segments after the base. */
    long deltaBytes() {
        return segments.stream().skip(1).mapToLong(Segment::bytes).sum();
    }
}
