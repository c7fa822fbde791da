// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

import java.util.Arrays;
import java.util.List;

/**
 * Fires when any of several triggers does (rule P4, {@code any}).
 *
 * @param triggers at least one
 * @param <E> the element
 */
public record AfterFirst<E>(List<Trigger<? super E>> triggers) implements Trigger<E> {
    /** Keeps a copy. */
    public AfterFirst {
        triggers = Parts.checked(triggers);
    }

    /** Whichever of {@code triggers} fires first. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only copied.
    public static <E> AfterFirst<E> of(Trigger<? super E>... triggers) {
        return new AfterFirst<E>(Arrays.asList(triggers));
    }

    @Override
    public int slots() {
        return 1 + Parts.slots(triggers);
    }

    @Override
    public TriggerResult onElement(E element, long timestamp, TriggerContext context) {
        return isFinished(context)
                ? TriggerResult.CONTINUE
                : finishIf(anyOnElement(element, timestamp, context), context);
    }

    @Override
    public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
        if (isFinished(context)) {
            return TriggerResult.CONTINUE;
        }
        boolean[] fired = {false};
        Parts.forEach(triggers, context, (trigger, part) -> fired[0] |= Parts.firesOnTimer(trigger, domain, part));
        return finishIf(fired[0], context);
    }

    @Override
    public long nextTimer(TimeDomain domain, TriggerContext context) {
        return isFinished(context) ? NO_TIMER : Parts.nextTimer(triggers, domain, context);
    }

    @Override
    public void onPane(TriggerContext context) {
        Parts.forEach(triggers, context, Trigger::onPane);
    }

    @Override
    public void onMerge(TriggerContext into, TriggerContext from) {
        into.setState(0, Math.max(into.state(0), from.state(0)));
        Parts.merge(triggers, into, from);
    }

    @Override
    public void clear(TriggerContext context) {
        context.setState(0, 0);
        Parts.forEach(triggers, context, Trigger::clear);
    }

    private boolean anyOnElement(E element, long timestamp, TriggerContext context) {
        boolean fired = false;
        int slot = 1;
        for (Trigger<? super E> trigger : triggers) {
            fired |= trigger.onElement(element, timestamp, new Parts.Part(context, slot)) == TriggerResult.FIRE;
            slot += trigger.slots();
        }
        return fired;
    }

    private static boolean isFinished(TriggerContext context) {
        return context.state(0) != 0;
    }

    private static TriggerResult finishIf(boolean fires, TriggerContext context) {
        if (fires) {
            context.setState(0, 1);
        }
        return fires ? TriggerResult.FIRE : TriggerResult.CONTINUE;
    }
}
