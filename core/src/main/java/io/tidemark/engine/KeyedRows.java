// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

/** The rows of a batch that one worker does in one lane, with the ids of their keys. Filled by {@link LaneWorker}, read by its operators. */
final class KeyedRows {
    private final int[] rows = new int[Batch.CAPACITY];
    private final int[] keys = new int[Batch.CAPACITY];
    private int count;
    private int from;
    private int to;

    /** Takes those rows of {@code [from, to)} whose owner is {@code self}; their keys are to be set. */
    void select(byte[] owners, int self, int from, int to) {
        int selected = 0;
        for (int row = from; row < to; row++) {
            rows[selected] = row;
            // No branch: whose a row is cannot be foretold.
            selected += owners[row] == self ? 1 : 0;
        }
        filled(selected, from, to);
    }

    /** Takes all rows of {@code [from, to)}; their keys are to be set. */
    void fill(int from, int to) {
        for (int row = from; row < to; row++) {
            rows[row - from] = row;
        }
        filled(to - from, from, to);
    }

    /** The first {@code count} of {@link #rows} and {@link #keys} have been set; they are of {@code [from, to)}. */
    void filled(int count, int from, int to) {
        this.count = count;
        this.from = from;
        this.to = to;
    }

    /** How many rows. */
    int count() {
        return count;
    }

    /** The first row of the batch that could have been among them. */
    int from() {
        return from;
    }

    /** The row of the batch after the last that could have been among them. */
    int to() {
        return to;
    }

    /** Their places in the batch; the first {@link #count} count. */
    int[] rows() {
        return rows;
    }

    /** The ids of their keys; the first {@link #count} count. */
    int[] keys() {
        return keys;
    }
}
