// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How late things were, one by one. It grows by small pieces, for whoever adds to it is being timed. */
public final class Delays {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final int PIECE = 8_192;

    private final List<long[]> full = new ArrayList<>();
    private long[] piece = new long[PIECE];
    private int used;

    /** Adds one, in nanoseconds. */
    void add(long delay) {
        if (used == PIECE) {
            full.add(piece);
            piece = new long[PIECE];
            used = 0;
        }
        piece[used++] = delay;
    }

    /**
     * What there is to say of them, in milliseconds, by nearest rank.
     *
     * @param count how many there are; without any, the others are {@code NaN}
     * @param p50 the median
     * @param p95 of a hundred, five took longer
     * @param p99 of a hundred, one took longer
     * @param p999 of a thousand, one took longer
     * @param longest of all
     */
    public record Summary(int count, double p50, double p95, double p99, double p999, double longest) {}

    /** Of these alone. */
    Summary summary() {
        return summary(List.of(this));
    }

    /** Of {@code parts} together. */
    static Summary summary(List<Delays> parts) {
        long[] sorted =
                parts.stream().map(Delays::all).flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(sorted);
        return new Summary(
                sorted.length,
                millis(sorted, 50),
                millis(sorted, 95),
                millis(sorted, 99),
                millis(sorted, 99.9),
                millis(sorted, 100));
    }

    private long[] all() {
        long[] all = new long[full.size() * PIECE + used];
        for (int i = 0; i < full.size(); i++) {
            System.arraycopy(full.get(i), 0, all, i * PIECE, PIECE);
        }
        System.arraycopy(piece, 0, all, full.size() * PIECE, used);
        return all;
    }

    private static double millis(long[] sorted, double percentile) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.ceil(percentile * sorted.length / 100) - 1] / NANOS_PER_MILLI;
    }
}
