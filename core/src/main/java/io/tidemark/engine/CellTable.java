// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.Arrays;

/** Cells by key id, in pages: a table that few keys touch stays small, and one that all keys touch is an array. */
final class CellTable {
    private static final int PAGE_BITS = 6;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int PAGE_MASK = PAGE_SIZE - 1;

    /** Stands where no key of a page has a cell. It is never written. */
    private static final int[] EMPTY = new int[PAGE_SIZE];

    private int[][] pages = {EMPTY};

    /** Takes a key's id and its cell. */
    @FunctionalInterface
    interface Visitor {
        void visit(int key, int cell);
    }

    /** The cell of a key, or {@link Aggregation#NO_CELL}. */
    int get(int key) {
        int page = key >>> PAGE_BITS;
        return page < pages.length ? pages[page][key & PAGE_MASK] : Aggregation.NO_CELL;
    }

    void put(int key, int cell) {
        int page = key >>> PAGE_BITS;
        if (page >= pages.length) {
            int length = pages.length;
            pages = Arrays.copyOf(pages, Math.max(page + 1, length * 2));
            Arrays.fill(pages, length, pages.length, EMPTY);
        }
        if (pages[page] == EMPTY) {
            pages[page] = new int[PAGE_SIZE];
        }
        pages[page][key & PAGE_MASK] = cell;
    }

    /** Visits all cells, by rising key id. The visitor may replace the cell of the key that it is given. */
    void forEach(Visitor visitor) {
        for (int page = 0; page < pages.length; page++) {
            int[] cells = pages[page];
            if (cells != EMPTY) {
                visitPage(page << PAGE_BITS, cells, visitor);
            }
        }
    }

    private static void visitPage(int first, int[] cells, Visitor visitor) {
        for (int i = 0; i < cells.length; i++) {
            if (cells[i] != Aggregation.NO_CELL) {
                visitor.visit(first + i, cells[i]);
            }
        }
    }
}
