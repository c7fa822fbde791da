// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The windows of the general path that live, found by key and by the watermark at which something happens to them.
 *
 * @param <E> the element
 */
final class LiveWindows<E> {
    private final KeyWindows byKey = new KeyWindows();
    private final DueIndex byDue;
    private final KeyDictionary<?> keys;
    private final Aggregation<E> aggregation;
    private final Emitter<E, ?> emitter;
    private final WindowFiring<E> firing;
    private final ChangedKeys changed;
    private long serial;

    LiveWindows(
            DueIndex byDue,
            KeyDictionary<?> keys,
            Aggregation<E> aggregation,
            Emitter<E, ?> emitter,
            WindowFiring<E> firing,
            ChangedKeys changed) {
        this.byDue = byDue;
        this.keys = keys;
        this.aggregation = aggregation;
        this.emitter = emitter;
        this.firing = firing;
        this.changed = changed;
    }

    long watermark() {
        return emitter.watermark();
    }

    /** Whether a window that ends at {@code end} would be dead (rule L1). */
    boolean isExpired(long end) {
        return emitter.isExpired(end);
    }

    /** The key's first window by start and end, or null. */
    @Nullable
    WindowState first(int key) {
        return byKey.first(key);
    }

    /** The key's window {@code [start, end)}, or null. */
    @Nullable
    WindowState find(int key, long start, long end) {
        return byKey.find(key, start, end);
    }

    /** A new window of nothing. One that is complete already can only have late panes. */
    WindowState open(int key, long start, long end) {
        WindowState state = new WindowState(key, serial++, start, end, aggregation.create(), firing.newTriggerState());
        if (end <= emitter.watermark()) {
            firing.beginLateStage(state);
        }
        emitter.created();
        keys.retain(key);
        byKey.insert(state);
        byDue.add(state);
        return state;
    }

    /** Has the processor fetch from memory what elements of {@code rows} are added to; the value says nothing. */
    long touch(KeyedRows rows) {
        long sum = 0;
        for (int i = 0; i < rows.count(); i++) {
            WindowState state = byKey.first(rows.keys()[i]);
            if (state != null) {
                sum += state.end + aggregation.touch(state.cell);
            }
        }
        return sum;
    }

    /** As {@link #touch(KeyedRows)}, what it takes to emit and close {@code windows}. */
    long touch(List<WindowState> windows) {
        long sum = 0;
        for (int i = 0; i < windows.size(); i++) {
            WindowState state = windows.get(i);
            sum += aggregation.touch(state.cell) + keys.touch(state.key) + (byKey.first(state.key) == state ? 1 : 0);
        }
        return sum;
    }

    /** Takes over windows that were saved; they are as they were then, and so are their timers. */
    void restore(int key, List<WindowState> states) {
        for (WindowState state : states) {
            state.serial = serial++;
            keys.retain(key);
            byKey.insert(state);
            byDue.add(state);
            firing.restore(state);
        }
    }

    /** Gives a window that is not complete wider bounds. */
    void move(WindowState state, long start, long end) {
        WindowState next = state.next;
        if (start == state.start && (next == null || next.start > start)) {
            state.end = end;
            return;
        }
        byKey.remove(state);
        state.start = start;
        state.end = end;
        byKey.insert(state);
    }

    /** Visits the first window of each key. The visitor may let go of the windows of the key that it is given. */
    void forEachKey(KeyTable.Visitor<WindowState> visitor) {
        byKey.forEach(visitor);
    }

    /** Takes the windows of a key off the heap; the warm tier has them. */
    void letGo(int key) {
        for (WindowState state = byKey.first(key); state != null; state = byKey.first(key)) {
            state.gone = true;
            aggregation.release(state.cell);
            byKey.remove(state);
            keys.release(key);
        }
    }

    /** Takes a window away; what still points to it finds it gone. */
    void close(WindowState state) {
        state.gone = true;
        aggregation.release(state.cell);
        byKey.remove(state);
        changed.mark(state.key);
        keys.release(state.key);
    }
}
