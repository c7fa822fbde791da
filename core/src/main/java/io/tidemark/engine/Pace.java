// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/**
 * How many panes a worker emits in a row when many are due: as many as the pipeline says while it has hardly anything else to do, and fewer when elements are waiting. When they always are, it is at its limit, and all panes are emitted at
 * once: then nothing is gained by turns, which cost what is in the processor's cache.
 */
final class Pace {
    /** Batches of this many elements tell that elements were waiting. */
    private static final int LARGE = Batch.CAPACITY / 2;

    /** So many of them in a row tell that they always are. */
    private static final int AT_LIMIT = 256;

    private final int panesInARow;
    private int last;
    private int largeInARow;

    Pace(int panesInARow) {
        this.panesInARow = panesInARow;
    }

    /** A batch of so many elements is done next. */
    void onBatch(int elements) {
        if (elements == 0) {
            return;
        }
        last = elements;
        largeInARow = elements < LARGE ? 0 : largeInARow + 1;
    }

    /** How many panes there may be before the next batch. After a large one it is a pane for every third element, and the elements have the larger part of the time. */
    int panes() {
        if (panesInARow == Integer.MAX_VALUE || largeInARow > AT_LIMIT) {
            return Integer.MAX_VALUE;
        }
        return last < LARGE ? panesInARow : Math.min(panesInARow, last / 3);
    }
}
