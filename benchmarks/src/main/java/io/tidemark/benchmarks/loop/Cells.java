// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.loop;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Telemetry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What each key accumulated, flat: count, sum, maximum and minimum side by side in one array, and the counters of percentiles in another.
 *
 * <p>The counters are those of a sketch with a relative error of 1 %: 64 to an octave, found by a shift of the value's bits. They cover the octaves of {@link Telemetry}
 * and nothing else, and are unsigned bytes, enough for its densities; more is an error.
 */
final class Cells {
    static final int BUCKETS = 512;
    static final int STRIDE = 4;
    static final int COUNT = 0;
    static final int SUM = 1;
    static final int MAX = 2;
    static final int MIN = 3;

    /** Eight counters at once, of which none overflows into its neighbour: the compiler does not do it by itself. */
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final int SHIFT = 46;
    private static final int FIRST_BUCKET = (int) (Double.doubleToRawLongBits(Telemetry.LOWEST) >>> SHIFT);

    final double[] stats;
    final byte[] counters;

    /** The keys that have something. */
    final int[] touched;

    int touchedCount;
    private final boolean full;

    Cells(int keys, AggregateSet aggregates) {
        full = aggregates == AggregateSet.FULL;
        stats = new double[keys * STRIDE];
        counters = new byte[full ? keys * BUCKETS : 0];
        touched = new int[keys];
    }

    /** The middle of a bucket. */
    static double valueOf(int bucket) {
        return Double.longBitsToDouble(((long) (bucket + FIRST_BUCKET) << SHIFT) + (1L << (SHIFT - 1)));
    }

    void add(int key, double value) {
        int at = key * STRIDE;
        double count = stats[at + COUNT];
        if (count == 0) {
            touched[touchedCount++] = key;
            stats[at + MAX] = value;
            stats[at + MIN] = value;
        } else if (value > stats[at + MAX]) {
            stats[at + MAX] = value;
        } else if (value < stats[at + MIN]) {
            stats[at + MIN] = value;
        }
        stats[at + COUNT] = count + 1;
        stats[at + SUM] += value;
        if (full) {
            int bucket = (int) (Double.doubleToRawLongBits(value) >>> SHIFT) - FIRST_BUCKET;
            if (++counters[key * BUCKETS + bucket] == 0) {
                throw new ArithmeticException("a counter of key " + key + " is full");
            }
        }
    }

    boolean has(int key) {
        return stats[key * STRIDE + COUNT] != 0;
    }

    /** Adds everything that {@code other} has. */
    void merge(Cells other) {
        for (int i = 0; i < other.touchedCount; i++) {
            merge(other.touched[i], other, other.touched[i]);
        }
    }

    /** Adds what {@code from} has of the key {@code source} to {@code key}. */
    void merge(int key, Cells from, int source) {
        int at = key * STRIDE;
        int other = source * STRIDE;
        if (stats[at + COUNT] == 0) {
            touched[touchedCount++] = key;
            System.arraycopy(from.stats, other, stats, at, STRIDE);
            if (full) {
                System.arraycopy(from.counters, source * BUCKETS, counters, key * BUCKETS, BUCKETS);
            }
            return;
        }
        stats[at + COUNT] += from.stats[other + COUNT];
        stats[at + SUM] += from.stats[other + SUM];
        stats[at + MAX] = Math.max(stats[at + MAX], from.stats[other + MAX]);
        stats[at + MIN] = Math.min(stats[at + MIN], from.stats[other + MIN]);
        if (full) {
            addCounters(key * BUCKETS, from.counters, source * BUCKETS);
        }
    }

    void clear() {
        for (int i = 0; i < touchedCount; i++) {
            clear(touched[i]);
        }
        touchedCount = 0;
    }

    /** Forgets one key, which stays among the touched ones. */
    void clear(int key) {
        stats[key * STRIDE + COUNT] = 0;
        stats[key * STRIDE + SUM] = 0;
        if (full) {
            Arrays.fill(counters, key * BUCKETS, (key + 1) * BUCKETS, (byte) 0);
        }
    }

    private void addCounters(int at, byte[] other, int from) {
        for (int i = 0; i < BUCKETS; i += Long.BYTES) {
            EIGHT.set(counters, at + i, (long) EIGHT.get(counters, at + i) + (long) EIGHT.get(other, from + i));
        }
    }
}
