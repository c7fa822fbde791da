// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.ProcessingTimeWatermarks;
import io.tidemark.watermark.Punctuated;
import io.tidemark.watermark.WatermarkSpec;
import io.tidemark.watermark.WatermarkSpec.AllIdle;
import io.tidemark.watermark.WatermarkStrategy;
import java.util.function.Predicate;

/**
 * Watermarks as a random case describes them.
 *
 * @param kind the strategy
 * @param delay of {@link Kind#BOUNDED}
 * @param idleTimeout {@link #NEVER} for none
 * @param allIdleMax whether all idle moves the watermark to the maximum
 * @param emitInterval 0 for each element
 * @param maxClockSkew {@link #NEVER} for any
 */
record WatermarksSpec(
        Kind kind, long delay, long idleTimeout, boolean allIdleMax, long emitInterval, long maxClockSkew) {
    static final long NEVER = Long.MAX_VALUE;
    private static final Predicate<TestElement> IS_MARK = TestElement::mark;

    /** Rule W6. */
    enum Kind {
        BOUNDED,
        ASCENDING,
        PUNCTUATED,
        PROCESSING_TIME
    }

    static WatermarksSpec ascending() {
        return new WatermarksSpec(Kind.ASCENDING, 0, NEVER, false, 0, NEVER);
    }

    WatermarksSpec with(long delay, long idleTimeout) {
        return new WatermarksSpec(kind, delay, idleTimeout, allIdleMax, emitInterval, maxClockSkew);
    }

    WatermarkSpec<TestElement> real() {
        return new WatermarkSpec<>(
                strategy(), idleTimeout, allIdleMax ? AllIdle.MAX : AllIdle.HOLD, emitInterval, maxClockSkew);
    }

    private WatermarkStrategy<? super TestElement> strategy() {
        return switch (kind) {
            case BOUNDED -> new BoundedOutOfOrderness(delay);
            case ASCENDING -> BoundedOutOfOrderness.ascending();
            case PUNCTUATED -> new Punctuated<>(IS_MARK);
            case PROCESSING_TIME -> ProcessingTimeWatermarks.INSTANCE;
        };
    }
}
