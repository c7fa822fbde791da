// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

/**
 * Fires when {@code count} elements are new since the last pane (rule P3).
 *
 * @param count at least 1
 */
public record AfterCount(long count) implements Trigger<Object> {
    private static final int SLOT = 0;
    private static final long FIRED = -1;

    /** Checks the count. */
    public AfterCount {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, but is " + count);
        }
    }

    /** Fires at the {@code count}-th new element. */
    public static AfterCount of(long count) {
        return new AfterCount(count);
    }

    @Override
    public int slots() {
        return 1;
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, TriggerContext context) {
        long seen = context.state(SLOT);
        if (seen == FIRED) {
            return TriggerResult.CONTINUE;
        }
        boolean fires = seen + 1 >= count;
        context.setState(SLOT, fires ? FIRED : seen + 1);
        return fires ? TriggerResult.FIRE : TriggerResult.CONTINUE;
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
        if (context.state(SLOT) != FIRED) {
            context.setState(SLOT, 0);
        }
    }

    @Override
    public void onMerge(TriggerContext into, TriggerContext from) {
        boolean fired = into.state(SLOT) == FIRED || from.state(SLOT) == FIRED;
        into.setState(SLOT, fired ? FIRED : into.state(SLOT) + from.state(SLOT));
    }

    @Override
    public void clear(TriggerContext context) {
        context.setState(SLOT, 0);
    }
}
