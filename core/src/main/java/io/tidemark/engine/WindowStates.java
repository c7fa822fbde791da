// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.pane.Pane;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes and reads the windows of a key on the general path.
 *
 * @param <E> the element
 */
final class WindowStates<E> {
    private static final int COMPLETE = 1;
    private static final int HAS_LAST_PANE = 2;
    private static final int HAS_REPLACED = 4;

    private final Aggregation<E> aggregation;
    private final KeyDictionary<?> keys;
    private final PaneCodec panes;

    WindowStates(Aggregation<E> aggregation, KeyDictionary<?> keys, PaneCodec panes) {
        this.aggregation = aggregation;
        this.keys = keys;
        this.panes = panes;
    }

    /** Writes {@code first} and those that follow it. */
    void write(WindowState first, StateOutput out) {
        int count = 0;
        for (WindowState state = first; state != null; state = state.next) {
            count++;
        }
        out.writeVarLong(count);
        for (WindowState state = first; state != null; state = state.next) {
            writeOne(state, out);
        }
    }

    /** Reads what {@link #write} wrote, of {@code key}, each with a serial from {@code serial} on. */
    List<WindowState> read(int key, long serial, StateInput in) throws IOException {
        int count = in.readCount(8);
        List<WindowState> states = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            states.add(readOne(key, serial + i, in));
        }
        return states;
    }

    /** What was read of a window is not wanted any more. */
    void release(WindowState state) {
        aggregation.release(state.cell);
    }

    private void writeOne(WindowState state, StateOutput out) {
        Pane<?> last = state.lastPane;
        out.writeByte((state.complete ? COMPLETE : 0)
                | (last == null ? 0 : HAS_LAST_PANE)
                | (state.replaced.isEmpty() ? 0 : HAS_REPLACED));
        out.writeSignedVarLong(state.start);
        out.writeSignedVarLong(state.end);
        out.writeVarLong(state.fresh);
        out.writeVarLong(state.paneIndex);
        out.writeSignedVarLong(state.timer);
        out.writeSignedVarLong(state.eventTimer);
        out.writeVarLong(state.triggerState.length);
        for (long slot : state.triggerState) {
            out.writeSignedVarLong(slot);
        }
        aggregation.write(state.cell, out);
        if (last != null) {
            panes.write(last, out);
        }
        out.writeVarLong(state.mergedPanes.size());
        state.mergedPanes.forEach(pane -> panes.write(pane, out));
        if (!state.replaced.isEmpty()) {
            out.writeVarLong(state.replaced.size());
            state.replaced.forEach(window -> panes.writeWindow(window, out));
        }
    }

    private WindowState readOne(int key, long serial, StateInput in) throws IOException {
        int flags = in.readByte();
        long start = in.readSignedVarLong();
        long end = in.readSignedVarLong();
        long fresh = in.readVarLong();
        long paneIndex = in.readVarLong();
        long timer = in.readSignedVarLong();
        long eventTimer = in.readSignedVarLong();
        long[] slots = new long[in.readCount(1)];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = in.readSignedVarLong();
        }
        WindowState state = new WindowState(key, serial, start, end, aggregation.read(in), slots);
        state.complete = (flags & COMPLETE) != 0;
        state.fresh = fresh;
        state.paneIndex = paneIndex;
        state.timer = timer;
        state.eventTimer = eventTimer;
        state.lastPane = (flags & HAS_LAST_PANE) == 0 ? null : pane(key, in);
        int merged = in.readCount(1);
        List<Pane<?>> mergedPanes = new ArrayList<>();
        for (int i = 0; i < merged; i++) {
            mergedPanes.add(pane(key, in));
        }
        state.mergedPanes = List.copyOf(mergedPanes);
        if ((flags & HAS_REPLACED) != 0) {
            int count = in.readCount(2);
            List<Window> replaced = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                replaced.add(panes.readWindow(in));
            }
            state.replaced = List.copyOf(replaced);
        }
        return state;
    }

    private Pane<?> pane(int key, StateInput in) throws IOException {
        return panes.read(keys.key(key), in);
    }
}
