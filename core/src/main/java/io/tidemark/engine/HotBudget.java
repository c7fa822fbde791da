// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.time.Durations;
import java.time.Duration;

/**
 * How much of its state a pipeline may keep on the heap.
 *
 * <p>With a warm tier, state beyond {@code high} leaves the heap at the next checkpoint, which is due then, until there are {@code low} bytes; what has not changed for longest goes first. Without one nothing leaves: a job
 * whose state has reached {@code max} reads no more until there is room.
 *
 * @param max bytes; state is measured by samples, and what is brought back while a window fires comes on top
 * @param high share of {@code max}, up to 1
 * @param low share of {@code max}, not above {@code high}
 * @param ttlMillis what has not changed for so long leaves the heap, although there is room
 */
public record HotBudget(long max, double high, double low, long ttlMillis) {
    /** Checks the numbers. */
    public HotBudget {
        require(max > 0, "the budget must be positive, but is " + max + " bytes");
        require(
                0 <= low && low <= high && high <= 1,
                "the shares must be in order 0 <= low <= high <= 1, but are " + low + " and " + high);
        require(ttlMillis > 0, "the time to live must be positive, but is " + ttlMillis + " ms");
    }

    /** So many bytes, with shares of 0.8 and 0.6; nothing leaves while there is room. */
    public static HotBudget ofBytes(long max) {
        return new HotBudget(max, 0.8, 0.6, Long.MAX_VALUE);
    }

    /** No limit. */
    public static HotBudget unlimited() {
        return ofBytes(Long.MAX_VALUE);
    }

    /** With another time to live. */
    public HotBudget ttl(Duration ttl) {
        return new HotBudget(max, high, low, Durations.positiveMillis("ttl", ttl));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
