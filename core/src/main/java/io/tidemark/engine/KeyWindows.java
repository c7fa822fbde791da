// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import org.jspecify.annotations.Nullable;

/** The live windows of each key, linked by start and end. */
final class KeyWindows {
    private final KeyTable<WindowState> first = new KeyTable<>();

    /** The key's first window, or null. */
    @Nullable
    WindowState first(int key) {
        return first.get(key);
    }

    /** The key's window {@code [start, end)}, or null. */
    @Nullable
    WindowState find(int key, long start, long end) {
        WindowState state = first.get(key);
        while (state != null && !state.isWindow(start, end)) {
            state = state.next;
        }
        return state;
    }

    /** Visits the first window of each key. */
    void forEach(KeyTable.Visitor<WindowState> visitor) {
        first.forEach(visitor);
    }

    void insert(WindowState state) {
        WindowState before = null;
        WindowState after = first.get(state.key);
        while (after != null && isBefore(after, state)) {
            before = after;
            after = after.next;
        }
        state.next = after;
        if (before == null) {
            first.put(state.key, state);
        } else {
            before.next = state;
        }
    }

    void remove(WindowState state) {
        WindowState current = first.get(state.key);
        if (current == state) {
            first.put(state.key, state.next);
            return;
        }
        while (current != null && current.next != state) {
            current = current.next;
        }
        if (current == null) {
            throw new AssertionError("window [" + state.start + ", " + state.end + ") is not among those of its key");
        }
        current.next = state.next;
    }

    private static boolean isBefore(WindowState a, WindowState b) {
        return a.start < b.start || (a.start == b.start && a.end < b.end);
    }
}
