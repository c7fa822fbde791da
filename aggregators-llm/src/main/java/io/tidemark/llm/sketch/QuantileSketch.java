// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import io.tidemark.aggregate.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * Percentiles of any number of values, in memory that depends on their spread and not on their number.
 *
 * <p>Laws (rules A1 and A2):
 *
 * <ol>
 *   <li>a percentile is that of nearest rank, and its value is within {@code relativeError} of the exact one, whatever the values: positive, negative, zero, of any
 *       magnitude a {@code double} has; the smallest and the largest are exact;
 *   <li>the same values give the same percentiles and the same bytes, to the last bit, in whatever order they were added and however they were grouped and merged.
 * </ol>
 *
 * <p>It is a DDSketch (Masson, Rim, Lee: DDSketch, VLDB 2019) that never collapses buckets. A value's counter is found by a shift of its bits ({@link LogLinear}),
 * counters are 4 bits wide until they need more ({@link Lanes}), and merging adds 16 of them at a time. A sketch of values that are all equal, or of two values, has no counters at all:
 * the smallest and the largest say everything. Of many keys most windows are such.
 *
 * <p>{@link QuantileSketchCodec} stores it.
 *
 * <p>Trap: values must be finite; the caller checks, only an assertion does here. Not thread-safe.
 */
public final class QuantileSketch implements Distribution {
    /** The smallest relative error; there, 512 counters lie between a value and its double. */
    public static final double MIN_RELATIVE_ERROR = 0.001;

    /** The largest relative error. */
    public static final double MAX_RELATIVE_ERROR = 0.25;

    private static final int OWN_BYTES = 56;

    private final double relativeError;
    private final byte shift;

    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** Those that all sketches without counters share, until this one needs its own. */
    private CounterPages pages = CounterPages.NONE;

    /** Percentiles that are asked for one by one take one pass with it, if they ascend. */
    private @Nullable RankCursor cursor;

    /**
     * A sketch of nothing.
     *
     * @param relativeError the greatest relative error of a percentile's value, from 0.001 to 0.25; 0.01 is 1 %
     * @throws IllegalArgumentException if the error is outside of these bounds
     */
    public QuantileSketch(double relativeError) {
        if (!isRelativeError(relativeError)) {
            throw new IllegalArgumentException("relative error is " + relativeError + ", must be from "
                    + MIN_RELATIVE_ERROR + " to " + MAX_RELATIVE_ERROR);
        }
        this.relativeError = relativeError;
        this.shift = (byte) LogLinear.shiftFor(relativeError);
    }

    /**
     * Adds one finite value.
     *
     * @throws ArithmeticException if there would be more than {@code Long.MAX_VALUE} values; nothing is added then
     */
    public void add(double value) {
        assert Double.isFinite(value) : value;
        long total = Math.addExact(count, 1);
        if (!pages.increment(LogLinear.key(value, shift))) {
            addNewly(value, 1);
            return;
        }
        count = total;
        if (value < min) {
            min = value;
        }
        if (value > max) {
            max = value;
        }
    }

    /**
     * Adds a finite value {@code times} times.
     *
     * @throws IllegalArgumentException if {@code times} is negative
     * @throws ArithmeticException if there would be more than {@code Long.MAX_VALUE} values; nothing is added then
     */
    public void add(double value, long times) {
        assert Double.isFinite(value) : value;
        if (times < 0) {
            throw new IllegalArgumentException("cannot add a value " + times + " times");
        }
        if (times > 0) {
            addNewly(value, times);
        }
    }

    /**
     * Adds everything that {@code other} holds, and leaves it as it is.
     *
     * @throws IllegalArgumentException if {@code other} has another relative error
     * @throws ArithmeticException if there would be more than {@code Long.MAX_VALUE} values; nothing is added then
     */
    public void merge(QuantileSketch other) {
        if (other.relativeError != relativeError) {
            throw new IllegalArgumentException(
                    "cannot merge a sketch of relative error " + other.relativeError + " into one of " + relativeError);
        }
        if (other.count == 0) {
            return;
        }
        if (other.isPair()) {
            long total = Math.addExact(count, 2);
            double max = other.max;
            addNewly(other.min, 1);
            addNewly(max, 1);
            assert count == total : count;
        } else if (other.pages.isEmpty()) {
            addNewly(other.min, other.count);
        } else {
            mergeCounters(other == this ? other.copy() : other);
        }
    }

    /** Reads what a quantile needs from memory, some of it; the value says nothing. */
    public long touch() {
        return count + pages.touch();
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /**
     * A value within the relative error of the percentile {@code p}: of the {@code ceil(p / 100 * count)}-th smallest value, at least the first.
     *
     * @param p from 0 to 100; 0 gives the smallest value and 100 the largest, exactly
     * @throws IllegalArgumentException if {@code p} is out of bounds
     * @throws IllegalStateException if there are no values
     */
    public double quantile(double p) {
        long rank = NearestRank.of(p, count);
        if (rank <= 1 || min == max) {
            return min;
        }
        return rank >= count ? max : valueOf(rank, cursor());
    }

    /**
     * As {@link #quantile}, for several percentiles; in one pass if they ascend.
     *
     * @param out takes the answers, in the order of {@code ps}
     * @throws IllegalArgumentException if a percentile is out of bounds, or {@code out} is shorter than {@code ps}
     * @throws IllegalStateException if there are no values
     */
    public void quantiles(double[] ps, double[] out) {
        if (out.length < ps.length) {
            throw new IllegalArgumentException("no room for " + ps.length + " percentiles in " + out.length);
        }
        for (int i = 0; i < ps.length; i++) {
            out[i] = quantile(ps[i]);
        }
    }

    /** Each number is within the relative error of those that it stands for. */
    @Override
    public void forEachNumber(Visitor visitor) {
        if (pages.isEmpty()) {
            visitFew(visitor);
            return;
        }
        long zeros = pages.zeros();
        boolean isZeroDue = zeros > 0;
        for (int slot = pages.nextSlot(0); slot >= 0; slot = pages.nextSlot(slot + 1)) {
            int key = pages.keyAt(slot);
            if (isZeroDue && key >= 0) {
                visitor.visit(0, zeros);
                isZeroDue = false;
            }
            visitor.visit(valueOf(key), pages.countAt(slot));
        }
        if (isZeroDue) {
            visitor.visit(0, zeros);
        }
    }

    /** The same that counters would show. */
    private void visitFew(Visitor visitor) {
        if (!isPair()) {
            if (count > 0) {
                visitor.visit(min, count);
            }
            return;
        }
        int low = LogLinear.key(min, shift);
        int high = LogLinear.key(max, shift);
        if (low == high) {
            visitor.visit(valueOf(low), 2);
        } else {
            visitor.visit(min == 0 ? 0 : valueOf(low), 1);
            visitor.visit(max == 0 ? 0 : valueOf(high), 1);
        }
    }

    /** The value that stands for a key, which is none of zero. */
    private double valueOf(int key) {
        return Math.max(min, Math.min(max, LogLinear.value(key, shift)));
    }

    /** Forgets all values. The counters' memory is kept for the next ones if there were many values for its size: of few, those that come are better off without counters at first. */
    public void clear() {
        if (!pages.clear(count)) {
            pages = CounterPages.NONE;
        }
        cursor = null;
        count = 0;
        min = Double.POSITIVE_INFINITY;
        max = Double.NEGATIVE_INFINITY;
    }

    /** Another sketch of the same values. */
    public QuantileSketch copy() {
        QuantileSketch copy = new QuantileSketch(relativeError);
        if (!pages.isEmpty()) {
            copy.ownPages().copyFrom(pages);
        }
        copy.restore(count, min, max);
        return copy;
    }

    /** An estimate of the memory in use, by a 64-bit JVM with compressed references. */
    public long sizeInBytes() {
        return OWN_BYTES + pages.sizeInBytes();
    }

    private RankCursor cursor() {
        RankCursor known = cursor;
        if (known == null || !known.isOf(pages, count)) {
            known = new RankCursor(pages, count);
            cursor = known;
        }
        return known;
    }

    private double valueOf(long rank, RankCursor cursor) {
        long positive = rank;
        long zeros = pages.zeros();
        if (zeros > 0) {
            long negative = min < 0 ? pages.countBelowZero() : 0;
            if (rank > negative && rank <= negative + zeros) {
                return 0;
            }
            positive = rank <= negative ? rank : rank - zeros;
        }
        return valueOf(cursor.keyOf(positive));
    }

    private void mergeCounters(QuantileSketch other) {
        long total = Math.addExact(count, other.count);
        spellOut();
        ownPages().addAll(other.pages);
        count = total;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    private void addNewly(double value, long times) {
        long total = Math.addExact(count, times);
        // Adding zero makes a positive zero of a negative one, so that equal values have equal bits.
        double normal = value + 0.0;
        boolean isEqual = count == 0 || (normal == min && normal == max);
        if (!pages.isEmpty() || (!isEqual && total > 2)) {
            spellOut();
            put(normal, times);
        }
        min = Math.min(min, normal);
        max = Math.max(max, normal);
        count = total;
    }

    /** Whether it is of two values that differ, which have no counters. */
    private boolean isPair() {
        return count == 2 && min != max && pages.isEmpty();
    }

    /** Values that had no counters so far get them. */
    private void spellOut() {
        if (isPair()) {
            put(min, 1);
            put(max, 1);
        } else if (pages.isEmpty() && count > 0) {
            put(min, count);
        }
    }

    /** The same with counters, if values differ: this one, or a copy. */
    QuantileSketch spelledOut() {
        if (!isPair()) {
            return this;
        }
        QuantileSketch copy = copy();
        copy.spellOut();
        return copy;
    }

    private void put(double value, long times) {
        if (value == 0) {
            ownPages().addZeros(times);
        } else {
            ownPages().add(LogLinear.key(value, shift), times);
        }
    }

    /** The counters, to be changed. */
    CounterPages ownPages() {
        if (pages == CounterPages.NONE) {
            // A page is an octave: so there are never more than some thousands, however small the error.
            pages = new CounterPages(LogLinear.precision(shift));
        }
        return pages;
    }

    static boolean isRelativeError(double value) {
        return value >= MIN_RELATIVE_ERROR && value <= MAX_RELATIVE_ERROR;
    }

    void restore(long count, double min, double max) {
        this.count = count;
        this.min = min;
        this.max = max;
    }

    CounterPages pages() {
        return pages;
    }

    double relativeError() {
        return relativeError;
    }

    int shift() {
        return shift;
    }

    double min() {
        return min;
    }

    double max() {
        return max;
    }
}
