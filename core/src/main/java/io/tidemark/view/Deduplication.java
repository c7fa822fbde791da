// SPDX-License-Identifier: Apache-2.0
package io.tidemark.view;

import io.tidemark.time.Durations;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Drops an element whose id was counted before (rule K2).
 *
 * <p>The ttl is event time: an element at {@code t} is a duplicate when its id was last counted at {@code t0}, {@code |t - t0| < ttl}, and the watermark is below
 * {@code t0 + ttl}, after which the id is forgotten. So the answer depends on the elements alone, and a restart or a replay gives the same one.
 *
 * @param id reads the id; an element without one (null) is never a duplicate
 * @param ttl ms
 * @param maxIds how many ids are remembered at most, some 200 bytes each; beyond that those are forgotten that would expire first, so that a duplicate of theirs is counted again. The log says so
 * @param <E> the element
 */
public record Deduplication<E>(Function<? super E, @Nullable String> id, long ttl, int maxIds) {
    /** More ids than any memory holds. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Checks the limits. */
    public Deduplication {
        Durations.positive("ttl", ttl);
        if (maxIds < 1) {
            throw new IllegalArgumentException("max_ids must be at least 1, but is " + maxIds);
        }
    }

    /** Elements are the same when {@code id} is, within {@code ttl}. */
    public static <E> Deduplication<E> by(Function<? super E, @Nullable String> id, Duration ttl) {
        return by(id, ttl, NO_LIMIT);
    }

    /** The same, of which at most {@code maxIds} ids are remembered. */
    public static <E> Deduplication<E> by(Function<? super E, @Nullable String> id, Duration ttl, int maxIds) {
        return new Deduplication<>(id, Durations.positiveMillis("ttl", ttl), maxIds);
    }
}
