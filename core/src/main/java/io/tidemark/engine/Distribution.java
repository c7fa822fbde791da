// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;

/**
 * How often numbers were how large, in fixed buckets.
 *
 * @param bounds the upper bounds of the buckets, ascending; a number that is one belongs below it
 * @param counts how many numbers each bucket has, and at last how many are above all bounds: one entry more than {@code bounds}
 * @param sum of the numbers
 */
public record Distribution(List<Double> bounds, List<Long> counts, double sum) {
    /** Keeps copies. */
    public Distribution {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (counts.size() != bounds.size() + 1) {
            throw new IllegalArgumentException(
                    bounds.size() + " bounds make " + (bounds.size() + 1) + " buckets, not " + counts.size());
        }
    }

    /** How many numbers there are. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
