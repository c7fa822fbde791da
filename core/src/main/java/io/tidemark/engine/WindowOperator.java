// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.trigger.TimeDomain;
import io.tidemark.view.View;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.Window;
import io.tidemark.window.WindowAssigner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The general path: an accumulator, a trigger's state and a pane index for each key and window. Sessions take it, and views whose triggers or windows need it.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class WindowOperator<E, K> implements Operator<E> {
    private static final int BUCKETS_PER_GAP = 16;

    private final long lateness;
    private final Aggregation<E> aggregation;
    private final WindowFiring<E> firing;
    private final LiveWindows<E> live;
    private final DueIndex byDue;
    private final WindowPlacement<E> placement;
    private final Emitter<E, K> emitter;
    private final ViewTally tally;
    private final ChangedKeys changed;
    private final WindowStates<E> states;
    private final List<WindowState> completing = new ArrayList<>();
    private final List<WindowState> expiring = new ArrayList<>();

    private WindowOperator(
            View<E, K> view,
            Window.Domain domain,
            long bucketWidth,
            Aggregation<E> aggregation,
            KeyDictionary<K> keys,
            Emitter<E, K> emitter,
            ViewTally tally,
            ChangedKeys changed) {
        this.lateness = view.allowedLateness();
        this.aggregation = aggregation;
        this.emitter = emitter;
        this.tally = tally;
        this.changed = changed;
        firing = new WindowFiring<>(view, domain, aggregation, emitter, changed);
        byDue = new DueIndex(bucketWidth, lateness);
        live = new LiveWindows<>(byDue, keys, aggregation, emitter, firing, changed);
        states = new WindowStates<>(aggregation, keys, new PaneCodec(view.name(), domain, aggregation.names()));
        placement = view.windowing() instanceof SessionWindows sessions
                ? new Sessions<>(view, sessions, live, firing)
                : new AssignedWindows<>(assigner(view), live, firing, tally);
    }

    static <E, K> WindowOperator<E, K> of(
            View<E, K> view,
            Aggregation<E> aggregation,
            KeyDictionary<K> keys,
            Emitter<E, K> emitter,
            ViewTally tally,
            ChangedKeys changed) {
        long width =
                view.windowing() instanceof SessionWindows sessions ? Math.max(1, sessions.gap() / BUCKETS_PER_GAP) : 1;
        return new WindowOperator<>(view, domain(view), width, aggregation, keys, emitter, tally, changed);
    }

    /** What the windows of {@code view} are made of. */
    static Window.Domain domain(View<?, ?> view) {
        return view.windowing() instanceof SessionWindows
                ? Window.Domain.TIME
                : assigner(view).domain();
    }

    @Override
    public void element(int key, E element, long timestamp, int partition) {
        switch (placement.place(key, element, timestamp)) {
            case AGGREGATED -> tally.aggregated++;
            case UNASSIGNED -> tally.unassigned++;
            case LATE -> emitter.late(key, element, timestamp, partition);
        }
    }

    @Override
    public void advanceWatermark(long watermark) {
        emitter.advanceWatermark(watermark);
        if (watermark < nextWatermarkEvent()) {
            return;
        }
        firing.onTimers(TimeDomain.EVENT_TIME, watermark);
        byDue.drainDue(watermark, state -> (state.complete ? expiring : completing).add(state));
        completing.sort(WindowState.FIRING_ORDER);
        completing.forEach(this::complete);
        completing.clear();
        expiring.sort(WindowState.FIRING_ORDER);
        expiring.forEach(this::expire);
        expiring.clear();
    }

    @Override
    public long watermark() {
        return emitter.watermark();
    }

    @Override
    public long nextWatermarkEvent() {
        return Math.min(byDue.next(), firing.nextEventTimer());
    }

    @Override
    public void save(ViewEntries entries) {
        changed.drain(key -> {
            WindowState first = live.first(key);
            if (first == null) {
                entries.delete(ViewEntries.WINDOWS, key);
            } else {
                entries.put(ViewEntries.WINDOWS, key, out -> states.write(first, out));
            }
        });
    }

    @Override
    public void restore(String store, long time, int key, StateInput value) throws IOException {
        live.restore(key, states, value);
    }

    @Override
    public int cells() {
        return aggregation.inUse();
    }

    @Override
    public void advanceProcessingTime(long now) {
        firing.setProcessingTime(now);
        if (now >= firing.nextProcessingTimer()) {
            firing.onTimers(TimeDomain.PROCESSING_TIME, now);
        }
    }

    @Override
    public long nextTimer() {
        return firing.nextProcessingTimer();
    }

    private void complete(WindowState state) {
        firing.onComplete(state);
        if (state.due(lateness) <= emitter.watermark()) {
            expiring.add(state);
        } else {
            byDue.add(state);
        }
    }

    private void expire(WindowState state) {
        firing.onExpire(state);
        live.close(state);
    }

    @SuppressWarnings("unchecked") // Windowing is sealed: what is neither sessions nor counts is an assigner.
    private static <E> WindowAssigner<? super E> assigner(View<E, ?> view) {
        return (WindowAssigner<? super E>) view.windowing();
    }
}
