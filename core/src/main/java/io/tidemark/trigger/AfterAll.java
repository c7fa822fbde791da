// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

import java.util.Arrays;
import java.util.List;

/**
 * Fires when each of several triggers has fired since the last pane (rule P4, {@code all}).
 *
 * @param triggers one to 62
 * @param <E> the element
 */
public record AfterAll<E>(List<Trigger<? super E>> triggers) implements Trigger<E> {
    /** The state when it has fired; else a bit for each trigger that has. */
    private static final long FIRED = -1;

    /** Keeps a copy. */
    public AfterAll {
        triggers = Parts.checked(triggers);
    }

    /** When all of {@code triggers} have fired. */
    @SafeVarargs
    @SuppressWarnings("varargs") // The array is only copied.
    public static <E> AfterAll<E> of(Trigger<? super E>... triggers) {
        return new AfterAll<E>(Arrays.asList(triggers));
    }

    @Override
    public int slots() {
        return 1 + Parts.slots(triggers);
    }

    @Override
    public TriggerResult onElement(E element, long timestamp, TriggerContext context) {
        if (context.state(0) == FIRED) {
            return TriggerResult.CONTINUE;
        }
        int slot = 1;
        for (int i = 0; i < triggers.size(); i++) {
            Trigger<? super E> trigger = triggers.get(i);
            note(i, trigger.onElement(element, timestamp, new Parts.Part(context, slot)), context);
            slot += trigger.slots();
        }
        return fireIfComplete(context);
    }

    @Override
    public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
        if (context.state(0) == FIRED) {
            return TriggerResult.CONTINUE;
        }
        int slot = 1;
        for (int i = 0; i < triggers.size(); i++) {
            Trigger<? super E> trigger = triggers.get(i);
            boolean fires = Parts.firesOnTimer(trigger, domain, new Parts.Part(context, slot));
            note(i, fires ? TriggerResult.FIRE : TriggerResult.CONTINUE, context);
            slot += trigger.slots();
        }
        return fireIfComplete(context);
    }

    @Override
    public long nextTimer(TimeDomain domain, TriggerContext context) {
        return context.state(0) == FIRED ? NO_TIMER : Parts.nextTimer(triggers, domain, context);
    }

    @Override
    public void onPane(TriggerContext context) {
        if (context.state(0) != FIRED) {
            clear(context);
        }
    }

    @Override
    public void onMerge(TriggerContext into, TriggerContext from) {
        into.setState(0, into.state(0) | from.state(0));
        Parts.merge(triggers, into, from);
    }

    @Override
    public void clear(TriggerContext context) {
        context.setState(0, 0);
        Parts.forEach(triggers, context, Trigger::clear);
    }

    private static void note(int index, TriggerResult result, TriggerContext context) {
        if (result == TriggerResult.FIRE) {
            context.setState(0, context.state(0) | 1L << index);
        }
    }

    private TriggerResult fireIfComplete(TriggerContext context) {
        if (context.state(0) != (1L << triggers.size()) - 1) {
            return TriggerResult.CONTINUE;
        }
        context.setState(0, FIRED);
        return TriggerResult.FIRE;
    }
}
