// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where state is kept.
 *
 * @param hot where the heap's part stands; empty when nothing was given
 * @param hotMaxSizeMb the budget of the heap
 * @param hotTtlSeconds after which state that was not used leaves the heap
 * @param warm the backend for what does not fit
 * @param warmTtl after which state that no watermark ends is removed from it
 * @param cold the archive of finished windows
 */
public record StateConfig(
        Optional<Place> hot, long hotMaxSizeMb, long hotTtlSeconds, Tier warm, Optional<Duration> warmTtl, Tier cold) {
    /** The property that says for how many days the cold tier keeps a window. */
    public static final String RETENTION_DAYS = "retention_days";

    /**
     * One tier below the heap.
     *
     * @param place where it stands
     * @param backend its name, or {@code none}
     * @param properties what else was given; values may be secrets
     */
    public record Tier(Place place, String backend, Map<String, String> properties) {
        /** What says that there is no such tier. */
        public static final String NONE = "none";

        /** Whether there is such a tier. */
        public boolean isUsed() {
            return !backend.equals(NONE);
        }

        @Override
        public String toString() {
            return "Tier[" + backend + "]";
        }
    }
}
