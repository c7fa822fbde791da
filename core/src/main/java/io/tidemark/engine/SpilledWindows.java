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
 * <p>The index of what is due in event time may be early: as long as that time has not come, it stays as it is when a session grows, and costs nothing. When it comes, the key is brought back, and saved again with the time of
 * that day. How early it is, stands at the end of what is saved of the key.
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
            due.forEach(entry -> bringBack(entry, domain == eventTime ? to : Long.MAX_VALUE));
            fire.run();
            if (due.size() < AT_ONCE) {
                break;
            }
            after = due.get(AT_ONCE - 1).place();
        }
        domain.next = firstDue(domain, to == Long.MAX_VALUE ? to : to + 1);
    }

    /** Brings back a key that the index names, for what is due in event time up to {@code to}. */
    private void bringBack(WarmEntry due, long to) {
        if (warm.isOwn(due.group())) {
            int known = keys.size();
            int key = idOf(due.key());
            bringBack(key);
            if (eventDue(live.first(key)) > to) {
                // The entry was early. The next save replaces it: nobody will look at it again.
                changed.mark(key);
            }
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

    /** Writes that a key has no windows any more. */
    void delete(int key, ViewEntries entries) {
        entries.delete(ViewEntries.WINDOWS, key);
        index(key, ViewEntries.NOTHING_DUE, ViewEntries.NOTHING_DUE, entries);
    }

    /** Writes the windows of a key. */
    void save(int key, WindowState first, ViewEntries entries) {
        long due = eventDue(first);
        long indexed = entries.isIndexed() ? eventTime.kept(key, due, live.watermark()) : due;
        entries.put(ViewEntries.WINDOWS, key, out -> {
            states.write(first, out);
            if (indexed < due) {
                out.writeVarLong(due - indexed);
            }
        });
        index(key, indexed, processingDue(first), entries);
    }

    private void index(int key, long event, long processing, ViewEntries entries) {
        if (entries.isIndexed()) {
            eventTime.save(key, event, entries);
            processingTime.save(key, processing, entries);
        }
    }

    /** Tells the warm tier when something is due for a key that is not here, nor known to it. */
    void index(int key, StateInput value, ViewEntries entries) throws IOException {
        List<WindowState> windows = states.read(key, 0, value);
        for (int i = 1; i < windows.size(); i++) {
            windows.get(i - 1).next = windows.get(i);
        }
        WindowState first = windows.isEmpty() ? null : windows.get(0);
        entries.due(eventTime.number, ViewEntries.NOTHING_DUE, eventDue(first) - early(value), key);
        entries.due(processingTime.number, ViewEntries.NOTHING_DUE, processingDue(first), key);
        windows.forEach(states::release);
    }

    /** Takes over windows that are not in the warm tier's index, or of which nobody will ask it. */
    void restore(int key, StateInput value) throws IOException {
        live.restore(key, states.read(key, 0, value));
    }

    /** By how much the index is early, at the end of what is saved of a key. */
    private static long early(StateInput value) throws IOException {
        return value.remaining() == 0 ? 0 : value.readVarLong();
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
                eventTime.evicted(key);
                processingTime.evicted(key);
                live.letGo(key);
            }
        });
        return eviction.entries() > before;
    }

    private void load(int key) {
        try {
            StateInput value = warm.find(ViewEntries.WINDOWS, key);
            if (value != null) {
                restore(key, value);
                changed.saved(key, 0);
                WindowState first = live.first(key);
                eventTime.know(key, eventDue(first) - early(value));
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

        /** When something is due for a key, as the warm tier says. */
        private long[] saved = new long[0];

        Domain(int number) {
            this.number = number;
        }

        /** When the warm tier is to say that {@code due} comes: where it does so before and after {@code reached}, that can stay. */
        long kept(int key, long due, long reached) {
            long before = known(key);
            boolean isKept = before > reached && before < due && due < Operator.NEVER;
            return isKept ? before : due;
        }

        void save(int key, long due, ViewEntries entries) {
            entries.due(number, known(key), due, key);
            know(key, due);
        }

        private long known(int key) {
            return key < saved.length ? saved[key] : ViewEntries.NOTHING_DUE;
        }

        /** For a key that is here the warm tier says that something is due at {@code due}. */
        void know(int key, long due) {
            if (key >= saved.length) {
                int length = saved.length;
                saved = Arrays.copyOf(saved, Math.max(key + 1, Math.max(64, length * 2)));
                Arrays.fill(saved, length, saved.length, ViewEntries.NOTHING_DUE);
            }
            saved[key] = due;
        }

        void evicted(int key) {
            long due = known(key);
            if (due != ViewEntries.NOTHING_DUE) {
                next = Math.min(next, due);
            }
            know(key, ViewEntries.NOTHING_DUE);
        }
    }
}
