// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.aggregate.NumberField;
import io.tidemark.key.KeySelector;

/**
 * The element of the measurements of whole jobs: something that a user did.
 *
 * @param user whose state it belongs to; {@link #NOBODY} in one that only says how far event time is
 * @param value a whole number, so that sums are exact in whatever order they are added
 * @param timestamp event time
 */
record Visit(long user, double value, long timestamp) {
    /** Not a user. */
    static final long NOBODY = -1;

    /** The key. */
    static final KeySelector<Visit, Long> USER = Visit::user;

    /** The number that is aggregated. */
    static final NumberField<Visit> VALUE = Visit::value;

    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    /** A number that looks random, and is the same for the same {@code number} (the finalizer of SplitMix64). */
    static long random(long number) {
        long h = (number + 1) * GOLDEN;
        h = (h ^ (h >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        h = (h ^ (h >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return h ^ (h >>> 31);
    }
}
