// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.loop;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.Telemetry;
import java.util.function.Function;

/** Tumbling and sliding windows: an element updates the cells of its slice; as slices complete, windows are put together from them. */
public final class SliceLoop implements Loop {
    private final String title;
    private final long sliceMillis;
    private final Function<SliceRing, WindowAssembly> assembly;

    private SliceLoop(String title, long sliceMillis, Function<SliceRing, WindowAssembly> assembly) {
        this.title = title;
        this.sliceMillis = sliceMillis;
        this.assembly = assembly;
    }

    /** Each window is a slice. */
    public static Loop tumbling(long sizeMillis) {
        return new SliceLoop("loop", sizeMillis, slices -> new SingleSlices());
    }

    /** Each window's slices are merged anew. */
    public static Loop plainSliding(long slideMillis, int slidesPerWindow) {
        return new SliceLoop("plain loop", slideMillis, slices -> new PlainMerge(slidesPerWindow, slices.newCells()));
    }

    /** Windows are the merge of a suffix and a prefix, each of which is made once. */
    public static Loop twoStacks(long slideMillis, int slidesPerWindow) {
        return new SliceLoop(
                "two-stacks loop", slideMillis, slices -> new TwoStacks(slidesPerWindow, slices.newCells()));
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Checksum run(Telemetry input, AggregateSet aggregates) {
        SliceRing slices = new SliceRing(sliceMillis, input.keyCount(), aggregates);
        Emission out = new Emission(input.keyHashes(), aggregates);
        WindowAssembly windows = assembly.apply(slices);
        int[] keys = input.keys();
        long[] timestamps = input.timestamps();
        double[] latencies = input.latencies();
        long highest = timestamps[0];
        long next = Math.floorDiv(highest - Telemetry.DELAY, sliceMillis);
        long nextDue = slices.startOf(next + 1) + Telemetry.DELAY;
        long start = Long.MAX_VALUE;
        Cells cells = slices.get(next);
        for (int i = 0; i < timestamps.length; i++) {
            long timestamp = timestamps[i];
            if (timestamp - start >= sliceMillis || timestamp < start) {
                long slice = Math.floorDiv(timestamp, sliceMillis);
                start = slices.startOf(slice);
                cells = slices.open(slice);
            }
            cells.add(keys[i], latencies[i]);
            if (timestamp > highest) {
                highest = timestamp;
                if (timestamp >= nextDue) {
                    windows.complete(next++, slices, out);
                    nextDue = slices.startOf(next + 1) + Telemetry.DELAY;
                    start = Long.MAX_VALUE;
                }
            }
        }
        long last = Math.floorDiv(highest, sliceMillis) + windows.slicesPerWindow() - 1;
        while (next <= last) {
            windows.complete(next++, slices, out);
        }
        return out.checksum();
    }

    /** A window is a slice. */
    private static final class SingleSlices implements WindowAssembly {
        @Override
        public int slicesPerWindow() {
            return 1;
        }

        @Override
        public void complete(long slice, SliceRing slices, Emission out) {
            out.all(slices.get(slice), slices.startOf(slice), slices.startOf(slice + 1));
            slices.drop(slice);
        }
    }

    /** A window is the merge of its slices. */
    private record PlainMerge(int slicesPerWindow, Cells merged) implements WindowAssembly {
        @Override
        public void complete(long slice, SliceRing slices, Emission out) {
            long first = slice - slicesPerWindow + 1;
            merged.clear();
            for (long part = first; part <= slice; part++) {
                merged.merge(slices.get(part));
            }
            out.all(merged, slices.startOf(first), slices.startOf(slice + 1));
            slices.drop(first);
        }
    }

    /** Blocks of as many slices as a window has: a window is a suffix of one block, made in place of its slices, and a prefix of the next. */
    private record TwoStacks(int slicesPerWindow, Cells prefix) implements WindowAssembly {
        @Override
        public void complete(long slice, SliceRing slices, Emission out) {
            long position = Math.floorMod(slice, (long) slicesPerWindow);
            long first = slice - slicesPerWindow + 1;
            if (position == 0) {
                for (long part = slice - 2; part >= first; part--) {
                    slices.open(part).merge(slices.get(part + 1));
                }
                slices.drop(slice - slicesPerWindow);
                prefix.clear();
            }
            prefix.merge(slices.get(slice));
            long start = slices.startOf(first);
            long end = slices.startOf(slice + 1);
            if (position == slicesPerWindow - 1) {
                out.all(prefix, start, end);
            } else {
                both(slices.get(first), start, end, out);
                slices.drop(first);
            }
        }

        private void both(Cells suffix, long start, long end, Emission out) {
            for (int i = 0; i < suffix.touchedCount; i++) {
                int key = suffix.touched[i];
                if (prefix.has(key)) {
                    out.pane(key, suffix, prefix, start, end);
                } else {
                    out.pane(key, suffix, key, start, end);
                }
            }
            for (int i = 0; i < prefix.touchedCount; i++) {
                int key = prefix.touched[i];
                if (!suffix.has(key)) {
                    out.pane(key, prefix, key, start, end);
                }
            }
        }
    }
}
