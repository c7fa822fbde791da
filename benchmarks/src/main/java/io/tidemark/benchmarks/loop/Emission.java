// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.loop;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Checksum;

/** Turns cells into panes. Percentiles are those of nearest rank, the first and the last exact, as the engine's sketch has them. */
final class Emission {
    private static final int[] PERCENTILES = {50, 95, 99};

    private final Checksum out = new Checksum();
    private final int[] keyHashes;
    private final boolean full;
    private final byte[] nothing = new byte[Cells.BUCKETS];
    private final double[] percentiles = new double[PERCENTILES.length];

    Emission(int[] keyHashes, AggregateSet aggregates) {
        this.keyHashes = keyHashes;
        full = aggregates == AggregateSet.FULL;
    }

    Checksum checksum() {
        return out;
    }

    /** Emits every key of {@code cells}. */
    void all(Cells cells, long start, long end) {
        for (int i = 0; i < cells.touchedCount; i++) {
            int key = cells.touched[i];
            pane(key, cells, key, start, end);
        }
    }

    /** Emits what {@code cells} has at {@code slot} as the pane of {@code key}. */
    void pane(int key, Cells cells, int slot, long start, long end) {
        int at = slot * Cells.STRIDE;
        double[] stats = cells.stats;
        double max = stats[at + Cells.MAX];
        double min = stats[at + Cells.MIN];
        double count = stats[at + Cells.COUNT];
        if (full) {
            rank((long) count, min, max, cells.counters, slot * Cells.BUCKETS, nothing, 0);
        }
        emit(key, start, end, (long) count, stats[at + Cells.SUM], max);
    }

    /** Emits what two cells have of {@code key} together. */
    void pane(int key, Cells first, Cells second, long start, long end) {
        int at = key * Cells.STRIDE;
        double[] a = first.stats;
        double[] b = second.stats;
        double max = Math.max(a[at + Cells.MAX], b[at + Cells.MAX]);
        double min = Math.min(a[at + Cells.MIN], b[at + Cells.MIN]);
        double count = a[at + Cells.COUNT] + b[at + Cells.COUNT];
        if (full) {
            int from = key * Cells.BUCKETS;
            rank((long) count, min, max, first.counters, from, second.counters, from);
        }
        emit(key, start, end, (long) count, a[at + Cells.SUM] + b[at + Cells.SUM], max);
    }

    private void emit(int key, long start, long end, long count, double sum, double max) {
        int hash = keyHashes[key];
        if (full) {
            out.pane(hash, start, end, count, sum, max, percentiles[0], percentiles[1], percentiles[2]);
        } else {
            out.pane(hash, start, end, count, sum, max);
        }
    }

    private void rank(long count, double min, double max, byte[] a, int fromA, byte[] b, int fromB) {
        int bucket = -1;
        long before = 0;
        for (int p = 0; p < PERCENTILES.length; p++) {
            long rank = Math.max(1, (PERCENTILES[p] * count + 99) / 100);
            if (rank == 1 || min == max) {
                percentiles[p] = min;
            } else if (rank == count) {
                percentiles[p] = max;
            } else {
                while (before < rank) {
                    bucket++;
                    before += (a[fromA + bucket] & 0xff) + (b[fromB + bucket] & 0xff);
                }
                percentiles[p] = Math.max(min, Math.min(max, Cells.valueOf(bucket)));
            }
        }
    }
}
