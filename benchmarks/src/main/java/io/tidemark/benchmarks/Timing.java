// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When the elements of a pass are due, and how long after that they are applied to state and their panes are in a sink. Sources ask it which elements may come, aggregates and sinks tell it what they do.
 *
 * <p>Delays run from the instant at which an element is due by the pace, and not from when a source could take it: one who falls behind does not make its own delays shorter.
 */
public final class Timing {
    /** So many elements of each second are timed. */
    private static final int SAMPLED = 20_000;

    private static final double NANOS = 1e9;

    private final @Nullable Laps laps;
    private final long perSecond;
    private final long from;
    private final long to;
    private final boolean timesElements;
    private final LongSupplier clock;
    private final long every;
    private final List<PaneTimes> sinks = new ArrayList<>();
    private final Delays elements = new Delays();

    private volatile long begin;

    /** All before this one are known to be due. Of the source alone. */
    private long due;

    private long applied;

    Timing(@Nullable Laps laps, long perSecond, long from, long to, boolean timesElements, LongSupplier clock) {
        this.laps = laps;
        this.perSecond = perSecond;
        this.from = from;
        this.to = to;
        this.timesElements = timesElements;
        this.clock = clock;
        every = Math.max(1, perSecond / SAMPLED);
        due = laps == null ? Long.MAX_VALUE : 0;
    }

    /** All elements are due at once, and nothing is timed. */
    public static Timing none() {
        return new Timing(null, 0, 0, 0, false, System::nanoTime);
    }

    /**
     * One element after the other, evenly.
     *
     * @param laps the elements
     * @param perSecond so many each second
     * @param from the first one that is timed; those before warm up
     * @param to the end of the elements: panes that only this end lets fire are not timed
     * @param timesElements whether {@link #applied} is called, for which there must be one worker, and windows that do not overlap
     */
    public static Timing of(Laps laps, long perSecond, long from, long to, boolean timesElements) {
        return new Timing(laps, perSecond, from, to, timesElements, System::nanoTime);
    }

    /** Whether {@link #applied} is to be called for each element. */
    public boolean timesElements() {
        return timesElements;
    }

    /** The first element is due now. */
    public void begin() {
        begin = clock.getAsLong();
    }

    /** Whether the element numbered {@code number} may come. For the source, element by element. */
    public boolean isDue(long number) {
        return number < due || isDueNow(number);
    }

    private boolean isDueNow(long number) {
        due = 1 + (long) (since(begin) / NANOS * perSecond);
        return number < due;
    }

    /** Waits until the element is due. For sources that may. */
    public void await(long number) {
        while (!isDue(number)) {
            LockSupport.parkNanos(dueAt(number) - clock.getAsLong());
        }
    }

    /** How long ago {@code due} was. */
    long since(long due) {
        return clock.getAsLong() - due;
    }

    private long dueAt(long number) {
        return begin + (long) (number * NANOS / perSecond);
    }

    /** The worker has applied the next element to state. */
    public void applied() {
        long number = applied++;
        if (number % every == 0 && number >= from) {
            elements.add(since(dueAt(number)));
        }
    }

    /** Takes the panes of one more sink. */
    public synchronized PaneTimes sink() {
        PaneTimes sink = new PaneTimes(this);
        sinks.add(sink);
        return sink;
    }

    /** When the element that lets windows with this end fire is due; {@link Long#MIN_VALUE} when their panes are not timed. */
    long firingAt(long end) {
        if (laps == null) {
            return Long.MIN_VALUE;
        }
        long number = laps.reaching(end);
        return number >= from && number < to ? dueAt(number) : Long.MIN_VALUE;
    }

    /** Of the elements, until they were applied to state; some thousands of each second. */
    public Delays.Summary elements() {
        return elements.summary();
    }

    /** Of all panes. */
    public synchronized Delays.Summary panes() {
        return Delays.summary(sinks.stream().map(PaneTimes::panes).toList());
    }

    /** Of the first pane of each firing. */
    public Delays.Summary firstPanes() {
        Delays first = new Delays();
        firings().values().forEach(firing -> first.add(firing.first()));
        return first.summary();
    }

    /** Of the last pane of each firing. */
    public Delays.Summary lastPanes() {
        Delays last = new Delays();
        firings().values().forEach(firing -> last.add(firing.last()));
        return last.summary();
    }

    private synchronized Map<Long, PaneTimes.Firing> firings() {
        Map<Long, PaneTimes.Firing> all = new TreeMap<>();
        sinks.forEach(
                sink -> sink.firings().forEach((end, firing) -> all.merge(end, firing, PaneTimes.Firing::together)));
        return all;
    }
}
