// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.source.Positions;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a checkpoint says of itself, beside the state.
 *
 * @param job the name of the job
 * @param id its number, at least 1; later checkpoints have greater ones
 * @param createdAt processing time, in epoch milliseconds
 * @param positions where the source goes on
 * @param watermarks the watermarks by view
 */
public record CheckpointHeader(
        String job, long id, long createdAt, Positions positions, SortedMap<String, Long> watermarks) {
    /** Keeps a copy. */
    public CheckpointHeader {
        if (id < 1) {
            throw new IllegalArgumentException("a checkpoint's id is at least 1, but this is " + id);
        }
        watermarks = Collections.unmodifiableSortedMap(new TreeMap<>(watermarks));
    }
}
