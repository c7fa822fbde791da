// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

import io.tidemark.time.Durations;
import io.tidemark.time.Timestamps;
import java.time.Duration;

/**
 * Fires some processing time after the first element that is new since the last pane (rule P3).
 *
 * @param interval ms
 * @param aligned whether it waits for the next multiple of the interval, so that all keys fire together, instead of a whole interval
 */
public record AfterProcessingTime(long interval, boolean aligned) implements Trigger<Object> {
    private static final int PHASE = 0;
    private static final int DUE = 1;
    private static final long PENDING = 1;
    private static final long FIRED = 2;

    /** Checks the interval. */
    public AfterProcessingTime {
        Durations.positive("interval", interval);
    }

    /** Fires {@code interval} after the first new element. */
    public static AfterProcessingTime sinceFirst(Duration interval) {
        return new AfterProcessingTime(Durations.positiveMillis("interval", interval), false);
    }

    /** Fires at the next multiple of {@code interval} after the first new element. */
    public static AfterProcessingTime aligned(Duration interval) {
        return new AfterProcessingTime(Durations.positiveMillis("interval", interval), true);
    }

    @Override
    public int slots() {
        return 2;
    }

    @Override
    public TriggerResult onElement(Object element, long timestamp, TriggerContext context) {
        if (context.state(PHASE) == 0) {
            long now = context.processingTime();
            long from = aligned ? Timestamps.floor(now, interval, 0) : now;
            context.setState(PHASE, PENDING);
            context.setState(DUE, Timestamps.add(from, interval));
        }
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
        if (context.processingTime() < nextTimer(domain, context)) {
            return TriggerResult.CONTINUE;
        }
        context.setState(PHASE, FIRED);
        return TriggerResult.FIRE;
    }

    @Override
    public long nextTimer(TimeDomain domain, TriggerContext context) {
        boolean pending = domain == TimeDomain.PROCESSING_TIME && context.state(PHASE) == PENDING;
        return pending ? context.state(DUE) : NO_TIMER;
    }

    @Override
    public void onPane(TriggerContext context) {
        if (context.state(PHASE) == PENDING) {
            context.setState(PHASE, 0);
        }
    }

    @Override
    public void onMerge(TriggerContext into, TriggerContext from) {
        if (into.state(PHASE) == PENDING && from.state(PHASE) == PENDING) {
            into.setState(DUE, Math.min(into.state(DUE), from.state(DUE)));
        } else if (from.state(PHASE) > into.state(PHASE)) {
            into.setState(PHASE, from.state(PHASE));
            into.setState(DUE, from.state(DUE));
        }
    }

    @Override
    public void clear(TriggerContext context) {
        context.setState(PHASE, 0);
    }
}
