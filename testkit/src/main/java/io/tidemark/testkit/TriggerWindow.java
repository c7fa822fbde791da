// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.trigger.TimeDomain;
import io.tidemark.trigger.Trigger;
import io.tidemark.trigger.TriggerContext;
import io.tidemark.trigger.TriggerResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One key's window as a trigger sees it, driven as an engine drives it. It writes down what the trigger says, and which laws it breaks.
 *
 * @param <E> the element
 */
final class TriggerWindow<E> implements TriggerContext {
    /** What shows in a single call. */
    enum Law {
        SLOTS,
        NO_TIMER_AFTER_PANE,
        ASKING_CHANGES_NOTHING,
        A_TIMER_COMES_ONCE
    }

    private final Trigger<? super E> trigger;
    private final Bounds bounds;
    private final long[] slots;
    private final List<String> trace = new ArrayList<>();
    private final Map<Law, String> broken = new EnumMap<>(Law.class);
    private long processingTime;
    private long watermark;
    private int fresh;
    private int fires;

    TriggerWindow(Trigger<? super E> trigger, Bounds bounds, long processingTime, long watermark) {
        this.trigger = trigger;
        this.bounds = bounds;
        this.slots = new long[trigger.slots()];
        this.processingTime = processingTime;
        this.watermark = watermark;
    }

    /** A window in the same state, as a checkpoint would bring it back, of another instance of the trigger. */
    TriggerWindow<E> restored(Trigger<? super E> restoredTrigger) {
        TriggerWindow<E> restored = new TriggerWindow<>(restoredTrigger, bounds, processingTime, watermark);
        System.arraycopy(slots, 0, restored.slots, 0, Math.min(slots.length, restored.slots.length));
        restored.fresh = fresh;
        return restored;
    }

    void element(E element, long timestamp) {
        fresh++;
        say("element", trigger.onElement(element, timestamp, this));
    }

    /** Lets time pass. The timers that are due come in order, each at its time. */
    void pass(TimeDomain domain, long millis) {
        long until = time(domain) + millis;
        for (long due = nextTimer(domain); due <= until; due = nextTimer(domain)) {
            set(domain, Math.max(time(domain), due));
            say(domain + " timer", trigger.onTimer(domain, this));
            if (nextTimer(domain) <= time(domain)) {
                breaks(
                        Law.A_TIMER_COMES_ONCE,
                        "after onTimer(" + domain + ") nextTimer asks again for the time that has come, "
                                + nextTimer(domain) + ": the engine would call it for ever");
                break;
            }
        }
        set(domain, until);
    }

    /** A pane is emitted. */
    void pane() {
        fresh = 0;
        trigger.onPane(this);
        for (TimeDomain domain : TimeDomain.values()) {
            long left = nextTimer(domain);
            if (left != Trigger.NO_TIMER) {
                breaks(
                        Law.NO_TIMER_AFTER_PANE,
                        "after onPane a " + domain + " timer is left, at " + left
                                + ": a pane clears the pending timers of its window (rule P3)");
            }
        }
        trace.add("pane" + timers());
    }

    void merge(TriggerWindow<E> from) {
        fresh += from.fresh;
        processingTime = Math.max(processingTime, from.processingTime);
        trigger.onMerge(this, from);
    }

    void clear() {
        trigger.clear(this);
        fresh = 0;
    }

    long nextTimer(TimeDomain domain) {
        long[] before = slots.clone();
        long next = trigger.nextTimer(domain, this);
        if (!Arrays.equals(before, slots)) {
            breaks(
                    Law.ASKING_CHANGES_NOTHING,
                    "nextTimer(" + domain + ") changed the state from " + Arrays.toString(before) + " to "
                            + Arrays.toString(slots));
        }
        return next;
    }

    /** How often it fired. */
    int fires() {
        return fires;
    }

    /** What the trigger said, in order. */
    List<String> trace() {
        return trace;
    }

    /** The laws it broke, each with how. */
    Map<Law, String> broken() {
        return broken;
    }

    @Override
    public long state(int slot) {
        return isSlot("state", slot) ? slots[slot] : 0;
    }

    @Override
    public void setState(int slot, long value) {
        if (isSlot("setState", slot)) {
            slots[slot] = value;
        }
    }

    @Override
    public long processingTime() {
        return processingTime;
    }

    @Override
    public long watermark() {
        return watermark;
    }

    @Override
    public long windowStart() {
        return bounds.start;
    }

    @Override
    public long windowEnd() {
        return bounds.end;
    }

    private void say(String cause, TriggerResult result) {
        trace.add(cause + ": " + result + timers());
        if (result == TriggerResult.FIRE) {
            fires++;
            if (fresh > 0) {
                pane();
            }
        }
    }

    private String timers() {
        return ", timers " + nextTimer(TimeDomain.EVENT_TIME) + " and " + nextTimer(TimeDomain.PROCESSING_TIME);
    }

    private boolean isSlot(String call, int slot) {
        boolean is = slot >= 0 && slot < slots.length;
        if (!is) {
            breaks(Law.SLOTS, call + "(" + slot + ") is out of bounds: slots() says that there are " + slots.length);
        }
        return is;
    }

    private void breaks(Law law, String how) {
        broken.putIfAbsent(law, how);
    }

    private long time(TimeDomain domain) {
        return domain == TimeDomain.EVENT_TIME ? watermark : processingTime;
    }

    private void set(TimeDomain domain, long time) {
        if (domain == TimeDomain.EVENT_TIME) {
            watermark = time;
        } else {
            processingTime = time;
        }
    }

    /**
     * A window's bounds.
     *
     * @param start inclusive
     * @param end exclusive
     */
    record Bounds(long start, long end) {}
}
