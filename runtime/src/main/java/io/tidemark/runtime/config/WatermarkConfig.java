// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.watermark.WatermarkSpec;
import java.util.Optional;

/**
 * How a view's watermark comes about.
 *
 * @param strategy what a partition's watermark is derived from
 * @param maxOutOfOrderDelay ms; of {@code bounded_out_of_order} only
 * @param marker which elements say where time stands; of {@code punctuated} only
 * @param idleTimeout ms, or {@link WatermarkSpec#NEVER}
 * @param emitInterval ms; 0 for an advance with each element
 * @param allIdle what happens while all partitions are idle
 * @param maxClockSkew ms, or {@link WatermarkSpec#NEVER}
 */
public record WatermarkConfig(
        Strategy strategy,
        long maxOutOfOrderDelay,
        Optional<ConditionConfig> marker,
        long idleTimeout,
        long emitInterval,
        WatermarkSpec.AllIdle allIdle,
        long maxClockSkew) {
    /** What holds when the file says nothing: timestamps are expected in order. */
    static final WatermarkConfig DEFAULT = new WatermarkConfig(
            Strategy.BOUNDED_OUT_OF_ORDER,
            0,
            Optional.empty(),
            WatermarkSpec.NEVER,
            0,
            WatermarkSpec.AllIdle.HOLD,
            WatermarkSpec.NEVER);

    /** What a partition's watermark is derived from (rules W2 and W6). */
    public enum Strategy {
        /** The highest timestamp, less a delay. */
        BOUNDED_OUT_OF_ORDER,
        /** The highest timestamp. */
        ASCENDING,
        /** The timestamps of marked elements. */
        PUNCTUATED,
        /** Processing time. */
        PROCESSING_TIME
    }
}
