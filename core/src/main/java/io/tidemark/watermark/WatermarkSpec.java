// SPDX-License-Identifier: Apache-2.0
package io.tidemark.watermark;

import io.tidemark.time.Durations;
import java.time.Duration;

/**
 * Everything that decides a view's watermark. It is data; views with equal specs are tracked once.
 *
 * @param strategy how a partition's watermark comes about
 * @param idleTimeout ms of processing time after which a silent partition no longer holds the watermark, or {@link #NEVER} (rule W4)
 * @param allIdle what happens while all partitions are idle
 * @param emitInterval ms of processing time between two advances; 0 for an advance with each element (rule W6)
 * @param maxClockSkew ms that a timestamp may be ahead of processing time and still move the watermark, or {@link #NEVER} for any (rule W7)
 * @param <E> the element
 */
public record WatermarkSpec<E>(
        WatermarkStrategy<? super E> strategy,
        long idleTimeout,
        AllIdle allIdle,
        long emitInterval,
        long maxClockSkew) {
    /** A duration that never passes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** What the watermark does while every partition is idle. */
    public enum AllIdle {
        /** It stays where it is. */
        HOLD,
        /** It moves to the highest watermark of any partition. */
        MAX
    }

    /** Never idle, advanced with each element, any timestamp believed. */
    public static <E> WatermarkSpec<E> of(WatermarkStrategy<? super E> strategy) {
        return new WatermarkSpec<>(strategy, NEVER, AllIdle.HOLD, 0, NEVER);
    }

    /** Partitions are idle after {@code timeout} of processing time. */
    public WatermarkSpec<E> withIdleTimeout(Duration timeout) {
        return new WatermarkSpec<>(
                strategy, Durations.positiveMillis("idle_timeout", timeout), allIdle, emitInterval, maxClockSkew);
    }

    /** What happens while all partitions are idle. */
    public WatermarkSpec<E> whenAllIdle(AllIdle allIdle) {
        return new WatermarkSpec<>(strategy, idleTimeout, allIdle, emitInterval, maxClockSkew);
    }

    /** At most one advance in {@code interval} of processing time. */
    public WatermarkSpec<E> withEmitInterval(Duration interval) {
        return new WatermarkSpec<>(
                strategy, idleTimeout, allIdle, Durations.millisOrZero("emit_interval", interval), maxClockSkew);
    }

    /** Timestamps more than {@code skew} ahead of processing time do not move the watermark. */
    public WatermarkSpec<E> withMaxClockSkew(Duration skew) {
        return new WatermarkSpec<>(
                strategy, idleTimeout, allIdle, emitInterval, Durations.millisOrZero("max_clock_skew", skew));
    }

    /** Whether the watermark follows processing time. */
    public boolean followsProcessingTime() {
        return strategy instanceof ProcessingTimeWatermarks;
    }
}
