// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

/**
 * How a {@link CheckpointLog} keeps its checkpoints.
 *
 * @param retained how many checkpoints are kept, at least 1
 * @param maxSegmentBytes the longest blob of a segment, {@link #MIN_SEGMENT_BYTES} to {@link CheckpointStorage#MIN_MAX_BLOB_LENGTH}; an entry that is longer by itself has a blob of its own
 * @param baseAfter a new base is due when the deltas are together larger than this many times the base
 * @param maxDeltas a new base is due when there are this many deltas, at least 1. Reading a checkpoint, and making a new base, holds one blob of each in memory, with the defaults up to 80 MiB in all
 */
public record LogOptions(int retained, int maxSegmentBytes, double baseAfter, int maxDeltas) {
    /** The least that the longest blob of a segment may be. */
    public static final int MIN_SEGMENT_BYTES = 128;

    /** Checks the limits. */
    public LogOptions {
        require(retained >= 1, "at least 1 checkpoint is retained, but this is " + retained);
        require(
                maxSegmentBytes >= MIN_SEGMENT_BYTES && maxSegmentBytes <= CheckpointStorage.MIN_MAX_BLOB_LENGTH,
                "a blob of a segment has at most " + MIN_SEGMENT_BYTES + " to " + CheckpointStorage.MIN_MAX_BLOB_LENGTH
                        + " bytes, but this is " + maxSegmentBytes);
        require(baseAfter >= 0, "the deltas are at least 0 times as large as the base, but this is " + baseAfter);
        require(maxDeltas >= 1, "there may be at least 1 delta, but this is " + maxDeltas);
    }

    /** 10 checkpoints, blobs of 4 MiB, a new base when the deltas are larger than it or when there are 16. */
    public static LogOptions defaults() {
        return new LogOptions(10, 4 << 20, 1.0, 16);
    }

    /** Whether the segments of {@code checkpoint} should be merged. */
    boolean isBaseDue(Checkpoint checkpoint) {
        return !checkpoint.isBase()
                && (checkpoint.segments().size() > maxDeltas
                        || checkpoint.deltaBytes()
                                > baseAfter * checkpoint.segments().get(0).bytes());
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
