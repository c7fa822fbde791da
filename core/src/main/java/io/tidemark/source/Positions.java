// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where each partition of a source stands: the offset of the next record to read. It is what a checkpoint keeps of a source.
 *
 * @param next the next offset by partition; a partition that is not in it is read from its beginning
 */
public record Positions(Map<Integer, Long> next) {
    /** Every partition from its beginning. */
    public static final Positions BEGINNING = new Positions(Map.of());

    /** Keeps a sorted copy. */
    public Positions {
        next = java.util.Collections.unmodifiableMap(new TreeMap<>(next));
    }

    /** The next offset of {@code partition}, or {@code fallback} when none is known. */
    public long get(int partition, long fallback) {
        return next.getOrDefault(partition, fallback);
    }
}
