// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

import java.util.Optional;

/**
 * When a view emits: on time when the watermark passes the window's end, early and late as its triggers say.
 *
 * <p>Setting an early trigger never takes the on-time pane away (rule P4). Without a late trigger, each late element that finds its window alive makes a pane at
 * once (rule L2).
 *
 * @param early before the window is complete
 * @param onTime whether the on-time pane also comes when nothing is new since the last early one (rule P2)
 * @param late after the window is complete
 * @param <E> the element
 */
public record AfterWatermark<E>(Optional<Trigger<? super E>> early, OnTime onTime, Optional<Trigger<? super E>> late) {
    /** When the on-time pane comes. */
    public enum OnTime {
        /** Whenever the window has elements. */
        ALWAYS,
        /** Only if something is new since the last early pane. */
        IF_NEW
    }

    /** On time, and at once on each late element. */
    public static <E> AfterWatermark<E> pastEndOfWindow() {
        return new AfterWatermark<>(Optional.empty(), OnTime.ALWAYS, Optional.empty());
    }

    /** Also early, when {@code trigger} says so. */
    public AfterWatermark<E> withEarlyFirings(Trigger<? super E> trigger) {
        return new AfterWatermark<>(Optional.of(trigger), onTime, late);
    }

    /** Late when {@code trigger} says so, and not at once. */
    public AfterWatermark<E> withLateFirings(Trigger<? super E> trigger) {
        return new AfterWatermark<>(early, onTime, Optional.of(trigger));
    }

    /** On time always, or only if something is new. */
    public AfterWatermark<E> onTime(OnTime when) {
        return new AfterWatermark<>(early, when, late);
    }
}
