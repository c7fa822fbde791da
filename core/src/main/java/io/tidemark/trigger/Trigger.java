// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

/**
 * Says when a window emits an early or late pane. The on-time pane is not a trigger's business: it comes when the watermark passes the window's end,
 * whatever triggers are set (rule P4).
 *
 * <p>Protocol, for each key and window:
 *
 * <ol>
 *   <li>{@link #onElement} after each element was added;
 *   <li>{@link #nextTimer} after each call of anything else: the engine remembers the answer and calls {@link #onTimer} when that time has come;
 *   <li>when either says {@code FIRE}, the engine emits a pane, if anything is new since the last one;
 *   <li>{@link #onPane} after each pane, whatever caused it: counts begin anew, and pending timers are forgotten (rule P3). State of the kind "has fired" stays;
 *   <li>{@link #onMerge} when a session took in another one (rule N6).
 * </ol>
 *
 * <p>A trigger is data, an immutable value with no state of its own: everything it remembers is in the context's slots. A trigger fires once for each
 * window, unless it is wrapped in {@link Repeatedly}.
 *
 * @param <E> the element
 */
public interface Trigger<E> {
    /** No timer is wanted. */
    long NO_TIMER = Long.MAX_VALUE;

    /** How many longs of state it needs. */
    int slots();

    /** An element came into the window. */
    TriggerResult onElement(E element, long timestamp, TriggerContext context);

    /** The time that {@link #nextTimer} asked for has come. */
    TriggerResult onTimer(TimeDomain domain, TriggerContext context);

    /** The next time at which {@link #onTimer} is wanted, or {@link #NO_TIMER}. */
    long nextTimer(TimeDomain domain, TriggerContext context);

    /** A pane was emitted. */
    void onPane(TriggerContext context);

    /** The window took in another one, whose state is {@code from}: counts add up, the earlier timer stays. */
    void onMerge(TriggerContext into, TriggerContext from);

    /** Forgets everything, also that it has fired. */
    void clear(TriggerContext context);
}
