// SPDX-License-Identifier: Apache-2.0
package io.tidemark.watermark;

import io.tidemark.time.Durations;
import io.tidemark.time.Timestamps;
import java.time.Duration;

/**
 * The highest timestamp seen, less a delay: an element may be overtaken by at most that much (rule W2).
 *
 * @param delay ms; 0 for timestamps that never fall
 */
public record BoundedOutOfOrderness(long delay) implements WatermarkStrategy<Object> {
    /** Checks the delay. */
    public BoundedOutOfOrderness {
        Durations.positiveOrZero("max_out_of_order_delay", delay);
    }

    /** Elements come at most {@code delay} after later ones. */
    public static BoundedOutOfOrderness of(Duration delay) {
        return new BoundedOutOfOrderness(Durations.millisOrZero("max_out_of_order_delay", delay));
    }

    /** Timestamps never fall within a partition. */
    public static BoundedOutOfOrderness ascending() {
        return new BoundedOutOfOrderness(0);
    }

    @Override
    public WatermarkGenerator<Object> createGenerator() {
        return (element, timestamp) -> Timestamps.subtract(timestamp, delay);
    }
}
