// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.trigger.TimeDomain;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings windows of the general path back from the warm tier: those of a key when an element comes for it, and those for which something is due. All windows of a key are here, or none.
 *
 * <p>The index of what is due in event time may be early. As long as that time has not come, it stays as it is when a session grows, and costs nothing; when it comes, the key is brought back, and saved again with the time of
 * that day. Of a key that is here, the index may even name a time that the watermark has passed: nobody looks there, and in a heap with room for everything no session costs the index more than its first entry. When something
 * is to leave, those entries are replaced first; when the heap is lost, they say what was on it. How early an entry is, stands at the end of what is saved of the key; of one for which nothing is ever due, the time for
 * {@link IdleKeys} stands there.
 *
 * @param <E> the element
 */
final class SpilledWindows<E> {
    /** So many keys are brought back at once, before what is due for them is done. */
    private static final int AT_ONCE = 256;

    /** To find so many keys one by one takes longer than to go through everything. */
    private static final int MANY = 10_000;

    private final WarmEntries warm;
    private final LiveWindows<E> live;
    private final WindowStates<E> states;
    private final KeyDictionary<?> keys;
    private final ChangedKeys changed;
    private final long lateness;
    private final Domain eventTime = new Domain(0);
    private final Domain processingTime = new Domain(1);
    private final IdleKeys idle;

    /** The save that was prepared last. */
    private int prepared = -1;

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
        idle = new IdleKeys(warm, keys, IdleKeys.UNCHANGED);
    }

    /** The earliest time at which something may be due for a key that is not here. */
    long nextDue(TimeDomain domain) {
        return of(domain).next;
    }

    /** Makes sure that the windows of a key are here, if it has any. */
    void bringBack(int key) {
        if (isElsewhere(key)) {
            load(key);
        }
    }

    /** Visits the windows of a key, wherever they are, and leaves them there. */
    void forEach(int key, Consumer<WindowState> visitor) {
        for (WindowState state = live.first(key); state != null; state = state.next) {
            visitor.accept(state);
        }
        if (isElsewhere(key)) {
            try {
                StateInput value = warm.find(ViewEntries.WINDOWS, key);
                if (value != null) {
                    List<WindowState> windows = states.read(key, 0, value);
                    windows.forEach(visitor);
                    windows.forEach(states::release);
                }
            } catch (IOException e) {
                throw WarmEntries.unreadable(e);
            }
        }
    }

    /** The next entries in the warm tier. */
    SpilledPage page(byte[] after, int limit) {
        return warm.isUsed() ? warm.page(ViewEntries.WINDOWS, after, limit) : SpilledPage.NONE;
    }

    /** Whether the windows of a key, if it has any, are in the warm tier alone. Of a key that has changed nothing is left behind, even where nothing of it is here: its windows are closed. */
    private boolean isElsewhere(int key) {
        return warm.isUsed() && live.first(key) == null && !changed.isMarked(key);
    }

    /** Brings back every key for which something is due up to {@code to}, some at a time, and after each time calls {@code fire}. */
    void bringBackDue(TimeDomain timeDomain, long to, Runnable fire) {
        Domain domain = of(timeDomain);
        if (domain.next > to || !warm.isUsed()) {
            return;
        }
        byte[] after = new byte[0];
        while (true) {
            List<WarmEntry> due = warm.due(domain.times.number(), domain.next, to, after, AT_ONCE);
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
            int key = warm.idOf(due);
            bringBack(key);
            if (due(live.first(key)).event() > to) {
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
        List<WarmEntry> first = warm.due(domain.times.number(), from, Long.MAX_VALUE, new byte[0], 1);
        return first.isEmpty() ? Operator.NEVER : first.get(0).time();
    }

    /** Nothing is here yet, and all that was saved in the warm tier. What was here when it was saved, and the watermark has passed the index's times of, comes back now if it is much, or at the next watermark. */
    void resume() {
        long reached = live.watermark();
        long from = Long.MIN_VALUE;
        if (warm.due(eventTime.times.number(), from, reached, new byte[0], MANY).size() == MANY) {
            bringBackPassed(reached);
            from = Math.max(reached, reached + 1);
        }
        eventTime.next = firstDue(eventTime, from);
        processingTime.next = firstDue(processingTime, Long.MIN_VALUE);
    }

    /** Goes through all keys, and brings back those whose times in the index are at most {@code reached}. */
    private void bringBackPassed(long reached) {
        byte[] after = new byte[0];
        while (true) {
            List<WarmEntry> entries = warm.all(ViewEntries.WINDOWS, after, AT_ONCE);
            entries.forEach(entry -> bringBackPassed(entry, reached));
            if (entries.size() < AT_ONCE) {
                return;
            }
            after = entries.get(AT_ONCE - 1).place();
        }
    }

    private void bringBackPassed(WarmEntry entry, long reached) {
        try {
            int known = keys.size();
            int key = warm.idOf(entry);
            StateInput value = entry.value();
            List<WindowState> windows = states.read(key, 0, value);
            Indexed indexed = Indexed.read(KeyDue.of(windows, lateness), value);
            if (indexed.event() <= reached) {
                take(key, windows, indexed);
            } else {
                windows.forEach(states::release);
            }
            if (keys.size() > known) {
                keys.forget(key);
            }
        } catch (IOException e) {
            throw WarmEntries.unreadable(e);
        }
    }

    /** Before anything is saved: what may leave the heap afterwards has to be found by the index, whatever time it named until now. */
    void prepare(ViewEntries entries) {
        if (entries.mayLeave() && eventTime.mayHavePassed && entries.age() != prepared) {
            prepared = entries.age();
            eventTime.mayHavePassed = false;
            long reached = live.watermark();
            live.forEachKey((key, first) -> {
                if (eventTime.hasPassed(key, reached)) {
                    changed.mark(key);
                }
            });
        }
    }

    /** Writes that a key has no windows any more. */
    void delete(int key, ViewEntries entries) {
        entries.delete(ViewEntries.WINDOWS, key);
        index(key, KeyDue.NOTHING, ViewEntries.NOTHING_DUE, entries);
    }

    /** Writes the windows of a key. */
    void save(int key, WindowState first, ViewEntries entries) {
        KeyDue due = due(first);
        long indexed = entries.isIndexed()
                ? eventTime.kept(key, due.event(), live.watermark(), entries.mayLeave())
                : due.event();
        entries.put(ViewEntries.WINDOWS, key, out -> {
            states.write(first, out);
            if (due.isEndless()) {
                out.writeSignedVarLong(IdleKeys.time(entries));
            } else if (indexed < due.event()) {
                out.writeVarLong(due.event() - indexed);
            }
        });
        index(
                key,
                new KeyDue(indexed, due.processing()),
                due.isEndless() ? IdleKeys.time(entries) : ViewEntries.NOTHING_DUE,
                entries);
    }

    private void index(int key, KeyDue due, long idleSince, ViewEntries entries) {
        if (entries.isIndexed()) {
            eventTime.times.save(key, due.event(), entries);
            processingTime.times.save(key, due.processing(), entries);
            idle.save(key, idleSince, entries);
        }
    }

    /** Deletes the windows that no watermark ends of keys for which nothing came for long; says whether any of them were here. */
    boolean expire(ViewEntries entries) {
        int before = keys.held();
        idle.expire(ViewEntries.WINDOWS, entries, key -> {
            eventTime.times.know(key, Long.MAX_VALUE);
            index(key, KeyDue.NOTHING, ViewEntries.NOTHING_DUE, entries);
            live.letGo(key);
        });
        return keys.held() < before;
    }

    /** Tells the warm tier when something is due for a key that is not here, nor known to it. */
    void index(int key, StateInput value, ViewEntries entries) throws IOException {
        List<WindowState> windows = states.read(key, 0, value);
        KeyDue due = KeyDue.of(windows, lateness);
        Indexed indexed = Indexed.read(due, value);
        if (due.isEndless()) {
            idle.index(key, indexed.idle(), entries);
        }
        entries.due(eventTime.times.number(), ViewEntries.NOTHING_DUE, indexed.event(), key);
        entries.due(processingTime.times.number(), ViewEntries.NOTHING_DUE, indexed.processing(), key);
        windows.forEach(states::release);
    }

    /** Takes over windows that are not in the warm tier's index, or of which nobody will ask it. */
    void restore(int key, StateInput value) throws IOException {
        live.restore(key, states.read(key, 0, value));
    }

    /** Lets go of the keys that {@code eviction} takes; says whether it took any. */
    boolean evict(Eviction eviction, long bytesEach) {
        long before = eviction.entries();
        live.forEachKey((key, first) -> {
            long bytes = 0;
            for (WindowState state = first; state != null; state = state.next) {
                bytes += bytesEach;
            }
            boolean canLeave = !changed.isMarked(key) && !eventTime.hasPassed(key, live.watermark());
            if (canLeave && eviction.takes(changed.savedAt(key), bytes)) {
                eventTime.evicted(key);
                processingTime.evicted(key);
                idle.forget(key);
                live.letGo(key);
            }
        });
        return eviction.entries() > before;
    }

    private void load(int key) {
        try {
            StateInput value = warm.find(ViewEntries.WINDOWS, key);
            if (value != null) {
                List<WindowState> windows = states.read(key, 0, value);
                take(key, windows, Indexed.read(KeyDue.of(windows, lateness), value));
            }
        } catch (IOException e) {
            throw WarmEntries.unreadable(e);
        }
    }

    private void take(int key, List<WindowState> windows, Indexed indexed) {
        live.restore(key, windows);
        changed.saved(key, 0);
        idle.know(key, indexed.idle());
        eventTime.know(key, indexed.event(), live.watermark());
        processingTime.times.know(key, indexed.processing());
    }

    private KeyDue due(@Nullable WindowState first) {
        return KeyDue.of(first, lateness);
    }

    private Domain of(TimeDomain domain) {
        return domain == TimeDomain.EVENT_TIME ? eventTime : processingTime;
    }

    /**
     * When the index names a key.
     *
     * @param event in event time
     * @param processing in processing time
     * @param idle for {@link IdleKeys}
     */
    private record Indexed(long event, long processing, long idle) {
        /** Of a key for which something is {@code due}, as the end of its value says. */
        static Indexed read(KeyDue due, StateInput value) throws IOException {
            if (due.isEndless()) {
                return new Indexed(due.event(), due.processing(), IdleKeys.read(value));
            }
            long early = value.remaining() == 0 ? 0 : value.readVarLong();
            return new Indexed(due.event() - early, due.processing(), ViewEntries.NOTHING_DUE);
        }
    }

    /** What is due in one time domain. */
    private static final class Domain {
        final DueTimes times;

        /** No key that is not here has anything due before. */
        long next = Operator.NEVER;

        Domain(int number) {
            times = new DueTimes(number);
        }

        /** Whether the index may name a key that is here at a time that the watermark has passed. */
        boolean mayHavePassed;

        /** When the index is to name a key: where it does so before {@code due}, that can stay; only when the key may leave, and the index is gone through from {@code reached} on, it has to be after that. */
        long kept(int key, long due, long reached, boolean mayLeave) {
            long before = times.of(key);
            boolean isEarly = before != ViewEntries.NOTHING_DUE && before < due && due < Operator.NEVER;
            if (!isEarly || (mayLeave && before <= reached)) {
                return due;
            }
            mayHavePassed = true;
            return before;
        }

        /** The index names a key, which was brought back, at {@code time}. */
        void know(int key, long time, long reached) {
            times.know(key, time);
            mayHavePassed |= time <= reached;
        }

        /** Whether the index names a key, which is here, where nobody looks any more. */
        boolean hasPassed(int key, long reached) {
            long time = times.of(key);
            return time != ViewEntries.NOTHING_DUE && time <= reached;
        }

        void evicted(int key) {
            long due = times.forget(key);
            if (due != ViewEntries.NOTHING_DUE) {
                next = Math.min(next, due);
            }
        }
    }
}
