// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;

/** The accumulator of count, sum, minimum, maximum and mean of one number of each element: a slot of a {@link StatisticsTable}. */
public final class NumberStatistics {
    private final StatisticsTable table;
    private int slot;

    /** That of nothing, in a table of its own. */
    public NumberStatistics() {
        this(new StatisticsTable(1), 0);
        table.begin(slot);
    }

    /** The slot {@code slot} of {@code table}, as it is. */
    public NumberStatistics(StatisticsTable table, int slot) {
        this.table = table;
        this.slot = slot;
    }

    /** From now on this is the slot {@code other}, as it is: so one object can show many slots, one after the other. */
    public NumberStatistics moveTo(int other) {
        slot = other;
        return this;
    }

    /** Adds one finite number; anything else is skipped. */
    public void add(double value) {
        table.add(slot, value);
    }

    /** Adds everything that {@code other} holds. */
    public void merge(NumberStatistics other) {
        table.merge(slot, other.table, other.slot);
    }

    /** Forgets everything. */
    public void clear() {
        table.begin(slot);
    }

    void write(StateOutput out) {
        table.write(slot, out);
    }

    void read(StateInput in) throws CorruptStateException {
        table.read(slot, in);
    }

    /** How many numbers. */
    public long count() {
        return table.count(slot);
    }

    /** Their sum; 0 of nothing. */
    public double sum() {
        return table.sum(slot);
    }

    /** The smallest; infinite of nothing. */
    public double min() {
        return table.min(slot);
    }

    /** The largest; negative infinite of nothing. */
    public double max() {
        return table.max(slot);
    }
}
