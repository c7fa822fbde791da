// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.util.Arrays;

/**
 * Count, sum, minimum and maximum of numbers for many slots, flat in one array: no object for each, and all of a slot lies together.
 *
 * <p>The sum is compensated (Neumaier's form of Kahan summation, with Knuth's branch-free two-sum): what each addition rounds away is collected in a second
 * number. So the order and the grouping of additions do not show in the first 1e-9 of the result (rule A1), even where large numbers cancel.
 *
 * <p>Slots are numbered from 0. {@link #begin} comes before anything else is done to one.
 */
public final class StatisticsTable {
    /** How many bytes a slot takes. */
    public static final int BYTES_EACH = 5 * Double.BYTES;

    private static final int COUNT = 0;
    private static final int SUM = 1;
    private static final int LOST = 2;
    private static final int MIN = 3;
    private static final int MAX = 4;
    private static final int STRIDE = BYTES_EACH / Double.BYTES;

    /** Counts are whole numbers, exact up to 2^53. */
    private double[] data;

    /** A table with room for {@code slots}; it grows. */
    public StatisticsTable(int slots) {
        data = new double[Math.multiplyExact(slots, STRIDE)];
    }

    /** Makes {@code slot} that of no numbers. */
    public void begin(int slot) {
        int at = slot * STRIDE;
        if (at >= data.length) {
            data = Arrays.copyOf(data, Math.max(at + STRIDE, data.length * 2));
        }
        Arrays.fill(data, at, at + STRIDE, 0);
        data[at + MIN] = Double.POSITIVE_INFINITY;
        data[at + MAX] = Double.NEGATIVE_INFINITY;
    }

    /** Adds one finite number; anything else is skipped. */
    public void add(int slot, double value) {
        if (Double.isFinite(value)) {
            addFinite(slot, value);
        }
    }

    /** Adds one number that is finite: the caller checks, only an assertion does here. */
    public void addFinite(int slot, double value) {
        assert Double.isFinite(value) : value;
        double[] own = data;
        int at = slot * STRIDE;
        own[at + COUNT]++;
        addToSum(own, at, value);
        // Adding zero makes a positive zero of a negative one: then no order of equal values shows.
        double normal = value + 0.0;
        if (normal < own[at + MIN]) {
            own[at + MIN] = normal;
        }
        if (normal > own[at + MAX]) {
            own[at + MAX] = normal;
        }
    }

    /** Adds everything that the slot {@code from} of {@code other} holds, which may be this table. */
    public void merge(int slot, StatisticsTable other, int from) {
        double[] own = data;
        double[] others = other.data;
        int at = slot * STRIDE;
        int source = from * STRIDE;
        own[at + COUNT] += others[source + COUNT];
        addToSum(own, at, others[source + SUM]);
        own[at + LOST] += others[source + LOST];
        own[at + MIN] = Math.min(own[at + MIN], others[source + MIN]);
        own[at + MAX] = Math.max(own[at + MAX], others[source + MAX]);
    }

    /** Writes a slot as {@link NumberStatisticsCodec} says. */
    void write(int slot, StateOutput out) {
        int at = slot * STRIDE;
        out.writeVarLong(count(slot));
        for (int field = SUM; field < STRIDE && data[at + COUNT] != 0; field++) {
            out.writeDouble(data[at + field]);
        }
    }

    /** Reads a slot that has begun. */
    void read(int slot, StateInput in) throws CorruptStateException {
        int at = slot * STRIDE;
        data[at + COUNT] = in.readVarLong();
        for (int field = SUM; field < STRIDE && data[at + COUNT] != 0; field++) {
            data[at + field] = in.readDouble();
        }
    }

    /** How many numbers. */
    public long count(int slot) {
        return (long) data[slot * STRIDE + COUNT];
    }

    /** Their sum; 0 of nothing. */
    public double sum(int slot) {
        double sum = data[slot * STRIDE + SUM];
        double total = sum + data[slot * STRIDE + LOST];
        return Double.isNaN(total) ? sum : total;
    }

    /** The smallest; infinite of nothing. */
    public double min(int slot) {
        return data[slot * STRIDE + MIN];
    }

    /** The largest; negative infinite of nothing. */
    public double max(int slot) {
        return data[slot * STRIDE + MAX];
    }

    private static void addToSum(double[] data, int at, double value) {
        double sum = data[at + SUM];
        double total = sum + value;
        double part = total - sum;
        data[at + LOST] += (sum - (total - part)) + (value - part);
        data[at + SUM] = total;
    }
}
