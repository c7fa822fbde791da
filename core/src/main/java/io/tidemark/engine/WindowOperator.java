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
    private static final int BUCKETS_PER_GAP = 64;

    /** So many cells are in the processor's cache in any case. */
    private static final int FEW = 1_000;

    private final long lateness;
    private final Aggregation<E> aggregation;
    private final WindowFiring<E> firing;
    private final LiveWindows<E> live;
    private final DueIndex byDue;
    private final WindowPlacement<E> placement;
    private final Emitter<E, K> emitter;
    private final ViewTally tally;
    private final ChangedKeys changed;
    private final SpilledWindows<E> spilled;
    private long bytesEach;
    private final List<WindowState> completing = new ArrayList<>();
    private final List<WindowState> expiring = new ArrayList<>();

    /** What was read ahead goes somewhere, or it would not be read. */
    @SuppressWarnings("UnusedVariable")
    private long touched;

    private WindowOperator(
            View<E, K> view,
            Window.Domain domain,
            long bucketWidth,
            Aggregation<E> aggregation,
            KeyDictionary<K> keys,
            Emitter<E, K> emitter,
            ViewTally tally,
            ChangedKeys changed,
            WarmEntries warm) {
        this.lateness = view.allowedLateness();
        this.aggregation = aggregation;
        this.emitter = emitter;
        this.tally = tally;
        this.changed = changed;
        firing = new WindowFiring<>(view, domain, aggregation, emitter, changed);
        byDue = new DueIndex(bucketWidth, lateness);
        live = new LiveWindows<>(byDue, keys, aggregation, emitter, firing, changed);
        WindowStates<E> states =
                new WindowStates<>(aggregation, keys, new PaneCodec(view.name(), domain, aggregation.names()));
        spilled = new SpilledWindows<>(warm, live, states, keys, changed, lateness);
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
            ChangedKeys changed,
            WarmEntries warm) {
        long width =
                view.windowing() instanceof SessionWindows sessions ? Math.max(1, sessions.gap() / BUCKETS_PER_GAP) : 1;
        return new WindowOperator<>(view, domain(view), width, aggregation, keys, emitter, tally, changed, warm);
    }

    /** What the windows of {@code view} are made of. */
    static Window.Domain domain(View<?, ?> view) {
        return view.windowing() instanceof SessionWindows
                ? Window.Domain.TIME
                : assigner(view).domain();
    }

    @Override
    public void element(int key, Batch<E> batch, int row) {
        spilled.bringBack(key);
        switch (placement.place(key, batch.element(row), batch.timestamps()[row])) {
            case AGGREGATED -> tally.aggregated++;
            case UNASSIGNED -> tally.unassigned++;
            case LATE -> emitter.late(key, batch, row);
        }
    }

    @Override
    public void run(Batch<E> batch, KeyedRows rows, long[] watermarks) {
        if (aggregation.inUse() > FEW) {
            touched = live.touch(rows);
        }
        Operator.super.run(batch, rows, watermarks);
    }

    @Override
    public void advanceWatermark(long watermark) {
        boolean isQuiet = watermark < nextWatermarkEvent();
        emitter.setWatermark(watermark);
        if (!isQuiet) {
            spilled.bringBackDue(TimeDomain.EVENT_TIME, watermark, () -> fireDue(watermark));
            fireDue(watermark);
        }
        emitter.fillGaps();
    }

    private void fireDue(long watermark) {
        firing.onTimers(TimeDomain.EVENT_TIME, watermark);
        byDue.drainDue(watermark, state -> (state.complete ? expiring : completing).add(state));
        completing.sort(WindowState.FIRING_ORDER);
        touched = live.touch(completing);
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
        long next = Math.min(Math.min(byDue.next(), firing.nextEventTimer()), spilled.nextDue(TimeDomain.EVENT_TIME));
        return Math.min(next, emitter.nextGap());
    }

    @Override
    public void save(ViewEntries entries) {
        spilled.prepare(entries);
        changed.drain(entries.age(), key -> {
            WindowState first = live.first(key);
            if (first == null) {
                spilled.delete(key, entries);
            } else {
                spilled.save(key, first, entries);
            }
        });
        if (spilled.expire(entries)) {
            removeGone();
        }
    }

    @Override
    public void restore(String store, long time, int key, StateInput value) throws IOException {
        spilled.restore(key, value);
    }

    @Override
    public int saveAhead(ViewEntries entries, int limit) {
        spilled.prepare(entries);
        changed.drainSome(entries.age(), limit, key -> {
            WindowState first = live.first(key);
            if (first == null) {
                // What is not here and not marked is looked for in the warm tier, where it must not be found any more.
                return false;
            }
            spilled.save(key, first, entries);
            return true;
        });
        return changed.count();
    }

    @Override
    public void index(String store, int key, StateInput value, ViewEntries entries) throws IOException {
        spilled.index(key, value, entries);
    }

    @Override
    public void resume() {
        spilled.resume();
        measure();
    }

    @Override
    public void evict(Eviction eviction) {
        if (spilled.evict(eviction, bytesEach)) {
            removeGone();
        }
    }

    private void removeGone() {
        byDue.removeGone();
        firing.removeGone();
    }

    @Override
    public long bytes() {
        return aggregation.inUse() * bytesEach;
    }

    @Override
    public void measure() {
        bytesEach = aggregation.bytesEach() + WindowState.bytesEach(firing.triggerSlots());
    }

    @Override
    public int cells() {
        return aggregation.inUse();
    }

    @Override
    public List<LiveWindow> windows(int key, long from, long to, int limit) {
        List<LiveWindow> found = new ArrayList<>();
        spilled.forEach(key, state -> {
            if (state.start < to && state.end > from && found.size() < limit) {
                found.add(firing.look(state, lateness));
            }
        });
        return found;
    }

    @Override
    public SpilledPage spilled(byte[] after, int limit) {
        return spilled.page(after, limit);
    }

    @Override
    public void advanceProcessingTime(long now) {
        firing.setProcessingTime(now);
        spilled.bringBackDue(TimeDomain.PROCESSING_TIME, now, () -> firing.onTimers(TimeDomain.PROCESSING_TIME, now));
        if (now >= firing.nextProcessingTimer()) {
            firing.onTimers(TimeDomain.PROCESSING_TIME, now);
        }
    }

    @Override
    public long nextTimer() {
        return Math.min(firing.nextProcessingTimer(), spilled.nextDue(TimeDomain.PROCESSING_TIME));
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
