// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by key id, in pages: a table that few keys touch stays small, and one that all keys touch is an array.
 *
 * @param <T> the value
 */
final class KeyTable<T> {
    private static final int PAGE_BITS = 6;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;

    private @Nullable Object[] @Nullable [] pages = new @Nullable Object[1] @Nullable [];

    /**
     * Takes a key's id and its value.
     *
     * @param <T> the value
     */
    @FunctionalInterface
    interface Visitor<T> {
        void visit(int key, T value);
    }

    @SuppressWarnings("unchecked") // Only values of type T are put in.
    @Nullable
    T get(int key) {
        int page = key >>> PAGE_BITS;
        if (page >= pages.length) {
            return null;
        }
        @Nullable Object @Nullable [] values = pages[page];
        return values == null ? null : (T) values[key & PAGE_MASK];
    }

    void put(int key, @Nullable T value) {
        int page = key >>> PAGE_BITS;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(page + 1, pages.length * 2));
        }
        @Nullable Object @Nullable [] values = pages[page];
        if (values == null) {
            values = new @Nullable Object[PAGE_SIZE];
            pages[page] = values;
        }
        values[key & PAGE_MASK] = value;
    }

    /** Visits all values, by rising key id. The visitor may replace the value of the key that it is given. */
    void forEach(Visitor<? super T> visitor) {
        forEach(0, end(), visitor);
    }

    /** No key with this id or a higher one has a value. */
    int end() {
        return pages.length << PAGE_BITS;
    }

    /** As {@link #forEach(Visitor)}, of the keys {@code [from, to)}. */
    void forEach(int from, int to, Visitor<? super T> visitor) {
        int end = Math.min(to, end());
        for (int key = from; key < end; key = (key | PAGE_MASK) + 1) {
            @Nullable Object @Nullable [] values = pages[key >>> PAGE_BITS];
            if (values != null) {
                visitPage(key & ~PAGE_MASK, values, key, Math.min(end, (key | PAGE_MASK) + 1), visitor);
            }
        }
    }

    @SuppressWarnings("unchecked") // Only values of type T are put in.
    private void visitPage(int first, @Nullable Object[] values, int from, int to, Visitor<? super T> visitor) {
        for (int i = from - first; i < to - first; i++) {
            Object value = values[i];
            if (value != null) {
                visitor.visit(first + i, (T) value);
            }
        }
    }
}
