// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts different texts: exactly while there are few, and then with a relative standard error that is at most the one that was asked for. About two of three results are within
 * that error, 19 of 20 within twice of it.
 *
 * <p>It depends only on which texts there were: neither order nor grouping show. It takes {@code 0.7 / relativeError^2} bytes, rounded up to a power of two, and in the
 * beginning at most twice of that.
 */
public final class DistinctTexts {
    /* While there are few, the set of their hashes of 64 bits; then an UltraLogLog (Ertl 2023), which takes hashes as well, so nothing is lost on the way. */

    /** The least relative standard error; 256 KiB. */
    public static final double MIN_RELATIVE_ERROR = 0.002;

    /** The greatest. */
    public static final double MAX_RELATIVE_ERROR = 0.1;

    static final int MIN_PRECISION = 6;
    static final int MAX_PRECISION = 18;

    /** The relative standard error of the library's estimator, times the root of the number of registers: a little above the 0.782 of its paper. */
    private static final double ERROR_OF_ONE_REGISTER = 0.79;

    /** What is written depends on it: it must never change. */
    private static final Hasher64 HASHER = Hashing.wyhashFinal4();

    private static final int FIRST_CAPACITY = 8;
    private static final long EMPTY = 0;

    private final int precision;

    /** Hashes, at their place or behind it; half empty. */
    private long[] hashes = new long[FIRST_CAPACITY];

    private int size;
    private @Nullable UltraLogLog sketch;

    /** One of nothing. */
    public DistinctTexts(double relativeError) {
        this(precision(relativeError));
    }

    DistinctTexts(int precision) {
        this.precision = precision;
    }

    private static int precision(double relativeError) {
        if (!(relativeError >= MIN_RELATIVE_ERROR && relativeError <= MAX_RELATIVE_ERROR)) {
            throw new IllegalArgumentException("relative error is " + relativeError + ", must be from "
                    + MIN_RELATIVE_ERROR + " to " + MAX_RELATIVE_ERROR);
        }
        int precision = MIN_PRECISION;
        while (ERROR_OF_ONE_REGISTER / Math.sqrt(1 << precision) > relativeError) {
            precision++;
        }
        return precision;
    }

    /** So many are counted exactly. */
    static int exact(int precision) {
        return 1 << (precision - 3);
    }

    /** Adds a text. */
    public void add(String text) {
        addHash(HASHER.hashCharsToLong(text));
    }

    void addHash(long hash) {
        if (sketch != null) {
            sketch.add(hash);
        } else {
            keep(hash == EMPTY ? 1 : hash);
        }
    }

    private void keep(long hash) {
        if (!insert(hashes, hash)) {
            return;
        }
        size++;
        if (size > exact(precision)) {
            UltraLogLog full = UltraLogLog.create(precision);
            forEachHash(full::add);
            turnInto(full);
        } else if (2 * size > hashes.length) {
            long[] larger = new long[2 * hashes.length];
            forEachHash(kept -> insert(larger, kept));
            hashes = larger;
        }
    }

    void turnInto(UltraLogLog full) {
        sketch = full;
        hashes = new long[0];
        size = 0;
    }

    /** Whether {@code hash} was not there yet. */
    private static boolean insert(long[] table, long hash) {
        int mask = table.length - 1;
        int at = (int) hash & mask;
        while (table[at] != EMPTY) {
            if (table[at] == hash) {
                return false;
            }
            at = (at + 1) & mask;
        }
        table[at] = hash;
        return true;
    }

    private void forEachHash(LongConsumer consumer) {
        for (long hash : hashes) {
            if (hash != EMPTY) {
                consumer.accept(hash);
            }
        }
    }

    /** Adds everything that {@code other} holds. */
    public void merge(DistinctTexts other) {
        if (other.precision != precision) {
            throw new IllegalArgumentException("distinct counts of different relative errors cannot be merged");
        }
        UltraLogLog others = other.sketch;
        if (others == null) {
            other.forEachHash(this::addHash);
        } else if (sketch == null) {
            UltraLogLog full = others.copy();
            forEachHash(full::add);
            turnInto(full);
        } else {
            sketch.add(others);
        }
    }

    /** Forgets everything. */
    public void clear() {
        sketch = null;
        hashes = new long[FIRST_CAPACITY];
        size = 0;
    }

    /** How many there are, more or less; exact as long as {@link #isExact}. */
    public long count() {
        return sketch == null ? size : Math.round(sketch.getDistinctCountEstimate());
    }

    /** Whether {@link #count} is exact. */
    public boolean isExact() {
        return sketch == null;
    }

    int precision() {
        return precision;
    }

    @Nullable
    UltraLogLog sketch() {
        return sketch;
    }

    /** The hashes in order; none once they are in a sketch. */
    long[] sortedHashes() {
        return Arrays.stream(hashes).filter(hash -> hash != EMPTY).sorted().toArray();
    }
}
