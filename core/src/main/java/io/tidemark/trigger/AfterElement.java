// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

import java.util.function.Predicate;

/**
 * Fires at once on an element that matches: a critical error, a sentinel (rule P3).
 *
 * @param matches which elements do
 * @param <E> the element
 */
public record AfterElement<E>(Predicate<? super E> matches) implements Trigger<E> {
    private static final int SLOT = 0;
    private static final long FIRED = 1;

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public TriggerResult onElement(E element, long timestamp, TriggerContext context) {
        if (context.state(SLOT) == FIRED || !matches.test(element)) {
            return TriggerResult.CONTINUE;
        }
        context.setState(SLOT, FIRED);
        return TriggerResult.FIRE;
    }

    @Override
    public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public long nextTimer(TimeDomain domain, TriggerContext context) {
        return NO_TIMER;
    }

    @Override
    public void onPane(TriggerContext context) {
        // Nothing is pending between elements.
    }

    @Override
    public void onMerge(TriggerContext into, TriggerContext from) {
        into.setState(SLOT, Math.max(into.state(SLOT), from.state(SLOT)));
    }

    @Override
    public void clear(TriggerContext context) {
        context.setState(SLOT, 0);
    }
}
