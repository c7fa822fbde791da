// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.trigger.AfterWatermark;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a view emits panes.
 *
 * @param onTime whether the on-time pane also comes when nothing is new
 * @param early when early panes come
 * @param lateInterval ms of processing time between late panes; 0 for one with each late element
 * @param critical which elements make a pane at once
 */
public record TriggerConfig(
        AfterWatermark.OnTime onTime, Optional<Early> early, long lateInterval, Optional<ConditionConfig> critical) {
    /** On time, and at once on each late element. */
    static final TriggerConfig DEFAULT =
            new TriggerConfig(AfterWatermark.OnTime.ALWAYS, Optional.empty(), 0, Optional.empty());

    /**
     * When early panes come; whichever is first.
     *
     * @param interval ms of processing time
     * @param mode from when the interval counts
     * @param count new elements
     */
    public record Early(OptionalLong interval, Mode mode, OptionalLong count) {}

    /** From when the interval of early panes counts. */
    public enum Mode {
        /** From the first element that is new since the last pane. */
        SINCE_FIRST,
        /** Panes come at multiples of the interval. */
        ALIGNED
    }

    /** Whether there are panes before a window is complete. */
    public boolean hasEarly() {
        return early.isPresent() || critical.isPresent();
    }

    /** Whether it says anything but the default. */
    public boolean hasFirings() {
        return hasEarly() || lateInterval > 0;
    }
}
