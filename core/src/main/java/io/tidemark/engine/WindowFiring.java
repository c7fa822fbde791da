// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneTiming;
import io.tidemark.time.Timestamps;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.TimeDomain;
import io.tidemark.trigger.Trigger;
import io.tidemark.trigger.TriggerResult;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a window of the general path emits, and what: asks its trigger, keeps its timers, and follows the accumulation mode.
 *
 * @param <E> the element
 */
final class WindowFiring<E> {
    private static final long[] NO_SLOTS = {};

    private final AfterWatermark<E> policy;
    private final AccumulationMode mode;
    private final Window.Domain domain;
    private final Aggregation<E> aggregation;
    private final Emitter<E, ?> emitter;
    private final ChangedKeys changed;
    private final @Nullable CellArchive<E> archive;
    private final @Nullable Trigger<? super E> early;
    private final @Nullable Trigger<? super E> late;
    private final TriggerScope scope;
    private final TriggerScope otherScope;
    private final Timers processingTimers = new Timers();
    private final Timers eventTimers = new Timers();
    private final List<WindowState> due = new ArrayList<>();

    WindowFiring(
            View<E, ?> view,
            Window.Domain domain,
            Aggregation<E> aggregation,
            Emitter<E, ?> emitter,
            ChangedKeys changed) {
        policy = view.trigger();
        mode = view.accumulation();
        early = policy.early().orElse(null);
        late = policy.late().orElse(null);
        this.domain = domain;
        this.aggregation = aggregation;
        this.emitter = emitter;
        this.changed = changed;
        archive = emitter.archive();
        scope = new TriggerScope(emitter);
        otherScope = new TriggerScope(emitter);
    }

    int triggerSlots() {
        return Math.max(early == null ? 0 : early.slots(), late == null ? 0 : late.slots());
    }

    long[] newTriggerState() {
        int slots = triggerSlots();
        return slots == 0 ? NO_SLOTS : new long[slots];
    }

    long nextProcessingTimer() {
        return processingTimers.next();
    }

    long nextEventTimer() {
        return eventTimers.next();
    }

    void setProcessingTime(long now) {
        scope.setProcessingTime(now);
        otherScope.setProcessingTime(now);
    }

    /** Adds an element, and emits if the trigger says so, or at once if it is late and there is no trigger for that. */
    void onElement(WindowState state, E element, long timestamp) {
        changed.mark(state.key);
        aggregation.add(state.cell, element);
        state.fresh++;
        Trigger<? super E> trigger = trigger(state);
        if (trigger != null) {
            TriggerResult result = trigger.onElement(element, timestamp, scope.at(state));
            if (result == TriggerResult.FIRE) {
                emit(state, timing(state));
            } else {
                schedule(state, trigger);
            }
        } else if (state.complete) {
            emit(state, PaneTiming.LATE);
        }
    }

    /** The watermark has passed the window's end: emits the on-time pane, and forgets the early trigger. */
    void onComplete(WindowState state) {
        changed.mark(state.key);
        beginLateStage(state);
        if (state.fresh > 0 || policy.onTime() == AfterWatermark.OnTime.ALWAYS) {
            emit(state, PaneTiming.ON_TIME);
        } else if (archive != null) {
            takeBackReplaced(state, archive);
            archive.completed(state.key, window(state), state.paneIndex, state.cell);
        }
    }

    /** Forgets the timers of windows that are gone. */
    void removeGone() {
        processingTimers.removeGone();
        eventTimers.removeGone();
    }

    /** A window that was saved has the timers that it had. */
    void restore(WindowState state) {
        processingTimers.add(state, state.timer);
        eventTimers.add(state, state.eventTimer);
    }

    /** What the window does from now on is late. */
    void beginLateStage(WindowState state) {
        Arrays.fill(state.triggerState, 0);
        state.complete = true;
        state.timer = Operator.NEVER;
        state.eventTimer = Operator.NEVER;
    }

    /** The window's lateness is over: emits what a late trigger has held back. */
    void onExpire(WindowState state) {
        if (state.fresh > 0) {
            emit(state, PaneTiming.LATE);
        }
    }

    /** {@code into} takes in {@code from}: accumulators, counts, trigger state, and the panes that are to be retracted. */
    void merge(WindowState into, WindowState from) {
        aggregation.merge(into.cell, from.cell);
        into.fresh += from.fresh;
        if (archive != null && archive.isAccumulating()) {
            replace(into, from);
        }
        Trigger<? super E> trigger = trigger(into);
        if (trigger != null && into.complete == from.complete) {
            trigger.onMerge(scope.at(into), otherScope.at(from));
        }
    }

    /** What {@code from} has in the archive counts until {@code into} is there. */
    private void replace(WindowState into, WindowState from) {
        List<Window> replaced = new ArrayList<>(into.replaced);
        replaced.addAll(from.replaced);
        if (from.complete) {
            replaced.add(window(from));
        }
        into.replaced = List.copyOf(replaced);
    }

    /** With what is archived next, the windows that were merged into this one count no more. */
    private static void takeBackReplaced(WindowState state, CellArchive<?> archive) {
        if (!state.replaced.isEmpty()) {
            archive.replaces(state.key, state.replaced);
            state.replaced = List.of();
        }
    }

    /** What a window holds, for somebody who wants to see it. */
    LiveWindow look(WindowState state, long lateness) {
        Window window = window(state);
        return new LiveWindow(
                emitter.key(state.key),
                window,
                state.complete,
                Timestamps.add(state.end, lateness),
                aggregation.count(state.cell),
                aggregation.results(state.cell, window),
                state.paneIndex,
                state.fresh,
                state.timer,
                state.eventTimer);
    }

    private Window window(WindowState state) {
        return new Window(domain, state.start, state.end);
    }

    /** Fires the timers of {@code timeDomain} that are due: those of one instant by end, then start, whatever windows were when they asked for them. */
    void onTimers(TimeDomain timeDomain, long now) {
        Timers timers = timeDomain == TimeDomain.EVENT_TIME ? eventTimers : processingTimers;
        for (timers.drainDue(now, due); !due.isEmpty(); timers.drainDue(now, due)) {
            due.sort(WindowState.FIRING_ORDER);
            for (int i = 0; i < due.size(); i++) {
                onTimer(due.get(i), timeDomain, now);
            }
            due.clear();
        }
    }

    private void onTimer(WindowState state, TimeDomain timeDomain, long now) {
        Trigger<? super E> trigger = trigger(state);
        if (trigger != null && trigger.nextTimer(timeDomain, scope.at(state)) <= now && !isCompleting(state)) {
            changed.mark(state.key);
            forgetTimer(state, timeDomain);
            boolean fires = trigger.onTimer(timeDomain, scope.at(state)) == TriggerResult.FIRE;
            if (!fires && trigger.nextTimer(timeDomain, scope) <= now) {
                throw new IllegalStateException(
                        "trigger " + trigger + " asks again for time " + now + ", of which it was just told");
            }
            if (fires && state.fresh > 0) {
                emit(state, timing(state));
            } else {
                schedule(state, trigger);
            }
        }
    }

    private static void forgetTimer(WindowState state, TimeDomain timeDomain) {
        if (timeDomain == TimeDomain.PROCESSING_TIME) {
            state.timer = Operator.NEVER;
        } else {
            state.eventTimer = Operator.NEVER;
        }
    }

    private void emit(WindowState state, PaneTiming timing) {
        if (!state.mergedPanes.isEmpty()) {
            state.mergedPanes.forEach(emitter::retract);
            state.mergedPanes = List.of();
        }
        Pane<?> last = state.lastPane;
        if (last != null) {
            emitter.retract(last);
        }
        if (archive != null && timing != PaneTiming.EARLY) {
            takeBackReplaced(state, archive);
        }
        Pane<?> pane = emitter.pane(state.key, window(state), timing, state.paneIndex++, state.cell);
        if (mode == AccumulationMode.ACCUMULATING_AND_RETRACTING) {
            state.lastPane = pane;
        } else if (mode == AccumulationMode.DISCARDING) {
            aggregation.release(state.cell);
            state.cell = aggregation.create();
        }
        state.fresh = 0;
        Trigger<? super E> trigger = trigger(state);
        if (trigger != null) {
            trigger.onPane(scope.at(state));
            schedule(state, trigger);
        }
    }

    private void schedule(WindowState state, Trigger<? super E> trigger) {
        long due = trigger.nextTimer(TimeDomain.PROCESSING_TIME, scope.at(state));
        if (due != state.timer) {
            state.timer = due;
            processingTimers.add(state, due);
        }
        long eventDue = trigger.nextTimer(TimeDomain.EVENT_TIME, scope);
        if (eventDue != state.eventTimer) {
            state.eventTimer = eventDue;
            eventTimers.add(state, eventDue);
        }
    }

    /** Whether the watermark has passed the end of a window that has not fired on time yet: that pane comes next, and stands for the early one. */
    private boolean isCompleting(WindowState state) {
        return !state.complete && state.end <= emitter.watermark();
    }

    private static PaneTiming timing(WindowState state) {
        return state.complete ? PaneTiming.LATE : PaneTiming.EARLY;
    }

    private @Nullable Trigger<? super E> trigger(WindowState state) {
        return state.complete ? late : early;
    }
}
