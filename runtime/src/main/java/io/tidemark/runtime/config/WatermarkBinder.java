// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.config.WatermarkConfig.Strategy;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.watermark.WatermarkSpec.AllIdle;
import java.util.List;
import java.util.Optional;

/** Reads a block of watermark settings, each of which falls back to that of another block. */
final class WatermarkBinder {
    private static final Value<Long> DELAY = Values.duration(0);
    private static final Value<Long> TIMEOUT = Values.duration(1);
    private static final Value<AllIdle> ALL_IDLE = Values.oneOf(AllIdle.class);
    private static final long NEVER = WatermarkSpec.NEVER;
    private static final List<String> OF_PARTITIONS =
            List.of("max_out_of_order_delay", "idle_timeout", "all_idle", "max_clock_skew");

    private WatermarkBinder() {}

    static WatermarkConfig bind(Section section, WatermarkConfig base) {
        Strategy strategy = section.get("strategy", Values.oneOf(Strategy.class), base.strategy());
        long delay = delay(section, strategy, base);
        Optional<ConditionConfig> marker = marker(section, strategy, base);
        boolean ofPartitions = strategy != Strategy.PROCESSING_TIME;
        if (!ofPartitions) {
            OF_PARTITIONS.forEach(key ->
                    section.refuse(key, "with the strategy 'processing_time' the watermark is the clock; remove it"));
        }
        WatermarkConfig watermark = new WatermarkConfig(
                strategy,
                delay,
                marker,
                ofPartitions ? inherited(section, "idle_timeout", TIMEOUT, base.idleTimeout()) : NEVER,
                section.get("emit_interval", DELAY, base.emitInterval()),
                ofPartitions ? section.get("all_idle", ALL_IDLE, base.allIdle()) : AllIdle.HOLD,
                ofPartitions ? inherited(section, "max_clock_skew", DELAY, base.maxClockSkew()) : NEVER);
        section.close();
        return watermark;
    }

    /** A duration that has no default but may come from the other block. */
    private static long inherited(Section section, String key, Value<Long> type, long base) {
        return base == NEVER ? section.optional(key, type).orElse(NEVER) : section.get(key, type, base);
    }

    private static long delay(Section section, Strategy strategy, WatermarkConfig base) {
        if (strategy == Strategy.BOUNDED_OUT_OF_ORDER) {
            return section.get("max_out_of_order_delay", DELAY, base.maxOutOfOrderDelay());
        }
        section.refuse(
                "max_out_of_order_delay",
                "only the strategy 'bounded_out_of_order' has a delay, and this one is '" + Values.wireName(strategy)
                        + "'");
        return 0;
    }

    private static Optional<ConditionConfig> marker(Section section, Strategy strategy, WatermarkConfig base) {
        if (strategy != Strategy.PUNCTUATED) {
            section.refuse("marker", "only the strategy 'punctuated' has a marker; remove it or set the strategy");
            return Optional.empty();
        }
        boolean isInherited = base.strategy() == Strategy.PUNCTUATED;
        if (!section.has("marker") && !isInherited) {
            section.missing("marker", "'punctuated' needs to know the marking elements: 'marker: {field: checkpoint}'");
        }
        return section.has("marker") ? ConditionBinder.bind(section.section("marker")) : base.marker();
    }
}
