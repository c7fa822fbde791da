// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

/**
 * Fires every time that another trigger would have fired for the first time.
 *
 * @param trigger the repeated one
 * @param <E> the element
 */
public record Repeatedly<E>(Trigger<? super E> trigger) implements Trigger<E> {
    /** Begins {@code trigger} anew after each firing. */
    public static <E> Repeatedly<E> forever(Trigger<? super E> trigger) {
        return new Repeatedly<>(trigger);
    }

    @Override
    public int slots() {
        return trigger.slots();
    }

    @Override
    public TriggerResult onElement(E element, long timestamp, TriggerContext context) {
        return beginAnewAfter(trigger.onElement(element, timestamp, context), context);
    }

    @Override
    public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
        return beginAnewAfter(trigger.onTimer(domain, context), context);
    }

    @Override
    public long nextTimer(TimeDomain domain, TriggerContext context) {
        return trigger.nextTimer(domain, context);
    }

    @Override
    public void onPane(TriggerContext context) {
        trigger.onPane(context);
    }

    @Override
    public void onMerge(TriggerContext into, TriggerContext from) {
        trigger.onMerge(into, from);
    }

    @Override
    public void clear(TriggerContext context) {
        trigger.clear(context);
    }

    private TriggerResult beginAnewAfter(TriggerResult result, TriggerContext context) {
        if (result == TriggerResult.FIRE) {
            trigger.clear(context);
        }
        return result;
    }
}
