// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

/**
 * A number that two computations share when they emit the same panes, in whatever order: key, window, count, sum, and everything else that a pane holds.
 */
public final class Checksum {
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private long sum;
    private long panes;
    private long elements;
    private double total;

    /** Adds a pane with cheap aggregates. */
    public void pane(int keyHash, long start, long end, long count, double total, double max) {
        sum += mixed(keyHash, start, end, count, total, max);
        panes++;
    }

    /** Adds a pane with full aggregates. */
    public void pane(
            int keyHash,
            long start,
            long end,
            long count,
            double total,
            double max,
            double p50,
            double p95,
            double p99) {
        long mixed = mixed(keyHash, start, end, count, total, max);
        sum += mix(mix(mix(mixed, bits(p50)), bits(p95)), bits(p99));
        panes++;
    }

    /** Adds the panes of {@code other}, which were computed elsewhere. */
    public void add(Checksum other) {
        sum += other.sum;
        panes += other.panes;
        elements += other.elements;
        total += other.total;
    }

    /** The checksum. */
    public long value() {
        return sum;
    }

    /** How many panes it is of. */
    public long panes() {
        return panes;
    }

    /** How many elements the panes have in all. */
    public long elements() {
        return elements;
    }

    /** What the panes' sums are in all. */
    public double total() {
        return total;
    }

    private long mixed(int keyHash, long start, long end, long count, double paneTotal, double max) {
        elements += count;
        total += paneTotal;
        return mix(mix(mix(mix(mix(keyHash * MIX, start), end), count), bits(paneTotal)), bits(max));
    }

    private static long mix(long hash, long value) {
        long h = (hash ^ value) * MIX;
        return h ^ (h >>> 32);
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
