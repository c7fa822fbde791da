// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;

/**
 * Cells by key id. Those of the lowest ids, which are all ids where keys are few, are in one array; those of the others in pages, so that a table that few of many keys touch stays small.
 */
final class CellTable {
    /** So many ids are the lowest. */
    private static final int LOWEST = 1 << 10;

    private static final int PAGE_BITS = 6;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;

    /** Stands where no key of a page has a cell. It is never written. */
    private static final int[] EMPTY = new int[PAGE_SIZE];

    /** Cells of the lowest ids, as far as there are any. */
    private int[] lowest = new int[PAGE_SIZE];

    /** Cells of the other ids. */
    private int[][] pages = {};

    /** Takes a key's id and its cell. */
    @FunctionalInterface
    interface Visitor {
        void visit(int key, int cell);
    }

    /** The cell of a key, or {@link Aggregation#NO_CELL}. */
    int get(int key) {
        return key < lowest.length ? lowest[key] : paged(key - LOWEST);
    }

    void put(int key, int cell) {
        if (key >= LOWEST) {
            putPaged(key - LOWEST, cell);
            return;
        }
        if (key >= lowest.length) {
            lowest = Arrays.copyOf(lowest, Integer.highestOneBit(key) * 2);
        }
        lowest[key] = cell;
    }

    /** A key that is one of the lowest has no cell if it comes here. */
    private int paged(int index) {
        int page = index >> PAGE_BITS;
        return page >= 0 && page < pages.length ? pages[page][index & PAGE_MASK] : Aggregation.NO_CELL;
    }

    private void putPaged(int index, int cell) {
        int page = index >> PAGE_BITS;
        if (page >= pages.length) {
            int length = pages.length;
            pages = Arrays.copyOf(pages, Math.max(page + 1, length * 2));
            Arrays.fill(pages, length, pages.length, EMPTY);
        }
        if (pages[page] == EMPTY) {
            pages[page] = new int[PAGE_SIZE];
        }
        pages[page][index & PAGE_MASK] = cell;
    }

    /** Visits all cells, by rising key id. The visitor may replace the cell of the key that it is given. */
    void forEach(Visitor visitor) {
        forEach(0, end(), visitor);
    }

    /** No key with this id or a higher one has a cell. */
    int end() {
        return pages.length == 0 ? lowest.length : LOWEST + (pages.length << PAGE_BITS);
    }

    /** As {@link #forEach(Visitor)}, of the keys {@code [from, to)}. */
    void forEach(int from, int to, Visitor visitor) {
        visit(lowest, 0, from, Math.min(to, lowest.length), visitor);
        int end = Math.min(to, end());
        for (int key = Math.max(from, LOWEST); key < end; key = pageStart(key) + PAGE_SIZE) {
            int[] cells = pages[(key - LOWEST) >> PAGE_BITS];
            if (cells != EMPTY) {
                visit(cells, pageStart(key), key, Math.min(end, pageStart(key) + PAGE_SIZE), visitor);
            }
        }
    }

    private static int pageStart(int key) {
        return key & ~PAGE_MASK;
    }

    private static void visit(int[] cells, int first, int from, int to, Visitor visitor) {
        for (int i = from - first; i < to - first; i++) {
            if (cells[i] != Aggregation.NO_CELL) {
                visitor.visit(first + i, cells[i]);
            }
        }
    }
}
