// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.trigger.TimeDomain;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings windows of the general path back from the warm tier: those of a key when an element comes for it, and those for which something is due. All windows of a key are here, or none.
 *
 * @param <E> the element
 */
final class SpilledWindows<E> {
    /** So many keys are brought back at once, before what is due for them is done. */
    private static final int AT_ONCE = 256;

    private final WarmEntries warm;
    private final LiveWindows<E> live;
    private final WindowStates<E> states;
    private final KeyDictionary<?> keys;
    private final ChangedKeys changed;
    private final long lateness;
    private final Domain eventTime = new Domain(0);
    private final Domain processingTime = new Domain(1);

    SpilledWindows(
            WarmEntries warm,
            LiveWindows<E> live,
            WindowStates<E> states,
            KeyDictionary<?> keys,
            ChangedKeys changed,
            long lateness) {
        this.warm = warm;
        this.live = live;
        this.states = states;
        this.keys = keys;
        this.changed = changed;
        this.lateness = lateness;
    }

    /** The earliest time at which something may be due for a key that is not here. */
    long nextDue(TimeDomain domain) {
        return of(domain).next;
    }

    /** Makes sure that the windows of a key are here, if it has any. */
    void bringBack(int key) {
        // Of a key that has changed nothing is left behind, even where nothing of it is here: its windows are closed.
        if (warm.isUsed() && live.first(key) == null && !changed.isMarked(key)) {
            load(key);
        }
    }

    /** Brings back every key for which something is due up to {@code to}, some at a time, and after each time calls {@code fire}. */
    void bringBackDue(TimeDomain timeDomain, long to, Runnable fire) {
        Domain domain = of(timeDomain);
        if (domain.next > to || !warm.isUsed()) {
            return;
        }
        byte[] after = new byte[0];
        while (true) {
            List<WarmEntry> due = warm.due(domain.number, domain.next, to, after, AT_ONCE);
            due.forEach(this::bringBack);
            fire.run();
            if (due.size() < AT_ONCE) {
                break;
            }
            after = due.get(AT_ONCE - 1).place();
        }
        domain.next = firstDue(domain, to == Long.MAX_VALUE ? to : to + 1);
    }

    private void bringBack(WarmEntry due) {
        if (warm.isOwn(due.group())) {
            int known = keys.size();
            int key = idOf(due.key());
            bringBack(key);
            if (keys.size() > known) {
                keys.forget(key);
            }
        }
    }

    /** When something is due, for any worker's keys; a time too early does no harm. */
    private long firstDue(Domain domain, long from) {
        List<WarmEntry> first = warm.due(domain.number, from, Long.MAX_VALUE, new byte[0], 1);
        return first.isEmpty() ? Operator.NEVER : first.get(0).time();
    }

    /** Nothing is here yet, and all that was saved in the warm tier. */
    void resume() {
        eventTime.next = firstDue(eventTime, Long.MIN_VALUE);
        processingTime.next = firstDue(processingTime, Long.MIN_VALUE);
    }

    /** Tells the warm tier when something is due for a key that is saved. */
    void save(int key, @Nullable WindowState first, ViewEntries entries) {
        if (entries.isIndexed()) {
            eventTime.save(key, eventDue(first), entries);
            processingTime.save(key, processingDue(first), entries);
        }
    }

    /** Tells the warm tier when something is due for a key that is not here, nor known to it. */
    void index(int key, List<WindowState> windows, ViewEntries entries) {
        for (int i = 1; i < windows.size(); i++) {
            windows.get(i - 1).next = windows.get(i);
        }
        WindowState first = windows.isEmpty() ? null : windows.get(0);
        entries.due(eventTime.number, ViewEntries.NOTHING_DUE, eventDue(first), key);
        entries.due(processingTime.number, ViewEntries.NOTHING_DUE, processingDue(first), key);
    }

    /** Lets go of the keys that {@code eviction} takes; says whether it took any. */
    boolean evict(Eviction eviction, long bytesEach) {
        long before = eviction.entries();
        live.forEachKey((key, first) -> {
            long bytes = 0;
            for (WindowState state = first; state != null; state = state.next) {
                bytes += bytesEach;
            }
            if (!changed.isMarked(key) && eviction.takes(changed.savedAt(key), bytes)) {
                eventTime.evicted(key, eventDue(first));
                processingTime.evicted(key, processingDue(first));
                live.letGo(key);
            }
        });
        return eviction.entries() > before;
    }

    private void load(int key) {
        try {
            StateInput value = warm.find(ViewEntries.WINDOWS, key);
            if (value != null) {
                live.restore(key, states.read(key, 0, value));
                changed.saved(key, 0);
                WindowState first = live.first(key);
                eventTime.know(key, eventDue(first));
                processingTime.know(key, processingDue(first));
            }
        } catch (IOException e) {
            throw WarmEntries.unreadable(e);
        }
    }

    private int idOf(byte[] key) {
        try {
            return keys.idOf(key);
        } catch (IOException e) {
            throw WarmEntries.unreadable(e);
        }
    }

    private long eventDue(@Nullable WindowState first) {
        if (first == null) {
            return ViewEntries.NOTHING_DUE;
        }
        // The end of a global window is the highest time, and it is due then.
        long due = Long.MAX_VALUE;
        for (WindowState state = first; state != null; state = state.next) {
            due = Math.min(due, Math.min(state.due(lateness), state.eventTimer));
        }
        return due;
    }

    private static long processingDue(@Nullable WindowState first) {
        long due = Operator.NEVER;
        for (WindowState state = first; state != null; state = state.next) {
            due = Math.min(due, state.timer);
        }
        return due == Operator.NEVER ? ViewEntries.NOTHING_DUE : due;
    }

    private Domain of(TimeDomain domain) {
        return domain == TimeDomain.EVENT_TIME ? eventTime : processingTime;
    }

    /** What is due in one time domain. */
    private static final class Domain {
        final int number;

        /** No key that is not here has anything due before. */
        long next = Operator.NEVER;

        /** When something is due for a key, as the warm tier knows. */
        private long[] saved = new long[0];

        Domain(int number) {
            this.number = number;
        }

        void save(int key, long due, ViewEntries entries) {
            long before = key < saved.length ? saved[key] : ViewEntries.NOTHING_DUE;
            entries.due(number, before, due, key);
            know(key, due);
        }

        /** A key that is here is known to the warm tier as due at {@code due}. */
        void know(int key, long due) {
            if (key >= saved.length) {
                int length = saved.length;
                saved = Arrays.copyOf(saved, Math.max(key + 1, Math.max(64, length * 2)));
                Arrays.fill(saved, length, saved.length, ViewEntries.NOTHING_DUE);
            }
            saved[key] = due;
        }

        void evicted(int key, long due) {
            if (due != ViewEntries.NOTHING_DUE) {
                next = Math.min(next, due);
            }
            know(key, ViewEntries.NOTHING_DUE);
        }
    }
}
