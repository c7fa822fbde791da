// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.time.Timestamps;
import io.tidemark.window.SlidingWindows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the slices of overlapping windows about three times for each key and slide, however many windows overlap. */
final class SlidingMerge implements WindowMerge {
    /*
     * Time is cut into blocks, as long as the smallest multiple of the slide that is at least the size. A window begins in one block and ends in the same one or the next:
     * its result is a suffix of the first block merged with a prefix of the second (van Herk 1992, Gil and Werman 1993, for running minima). Prefixes grow by one
     * slice at each slide. Suffixes are made all at once, from the block's end backwards, when the first window that needs one fires; they are a stack for each key,
     * with an entry for each slice that holds the key, and the windows that follow pop it. Blocks lie on the grid of the windows and not where the input
     * began, so the grouping of the merges is the same in every run (see WindowMerge).
     *
     * A slice that changes after it was merged, by an element behind the watermark, has the partial merges of that one key made anew.
     */
    private final SlidingWindows windows;
    private final Slices slices;
    private final Aggregation<?> aggregation;
    private final long blockLength;

    private KeyTable<Suffix> suffixes = new KeyTable<>();
    private long suffixBlock = Long.MIN_VALUE;
    private long suffixStart = Long.MIN_VALUE;

    private KeyTable<Cell> prefixes = new KeyTable<>();
    private long prefixBlock = Long.MIN_VALUE;
    private long prefixEnd = Long.MIN_VALUE;

    /**
     * What a key accumulated from a slice to the end of its block.
     *
     * @param start the slice's start
     * @param next from the next slice that holds the key
     */
    private record Suffix(long start, Cell cell, @Nullable Suffix next) {}

    SlidingMerge(SlidingWindows windows, Slices slices, Aggregation<?> aggregation) {
        this.windows = windows;
        this.slices = slices;
        this.aggregation = aggregation;
        blockLength = Math.floorDiv(windows.size() + windows.slide() - 1, windows.slide()) * windows.slide();
    }

    @Override
    public void forEach(long start, long end, KeyTable.Visitor<Cell> visitor) {
        long first = blockStart(start);
        long last = blockStart(end - 1);
        boolean hasSuffix = start != first;
        boolean hasPrefix = !hasSuffix || last != first;
        if (hasSuffix) {
            popTo(first, start);
        }
        if (hasPrefix) {
            growPrefixes(last, end);
        }
        if (!hasSuffix) {
            prefixes.forEach(visitor);
        } else if (!hasPrefix) {
            suffixes.forEach((key, suffix) -> visitor.visit(key, suffix.cell()));
        } else {
            suffixes.forEach((key, suffix) -> visitor.visit(key, merged(suffix.cell(), prefixes.get(key))));
            prefixes.forEach((key, cell) -> {
                if (suffixes.get(key) == null) {
                    visitor.visit(key, cell);
                }
            });
        }
    }

    @Override
    public @Nullable Cell cell(int key, long start, long end) {
        long block = blockStart(start);
        if (start == block) {
            return DirectMerge.leftFold(slices.within(start, end), key, aggregation);
        }
        long edge = Math.min(block + blockLength, end);
        Suffix suffix = suffix(key, start, edge);
        Cell prefix = DirectMerge.leftFold(slices.within(edge, end), key, aggregation);
        return suffix == null ? prefix : merged(suffix.cell(), prefix);
    }

    @Override
    public void changed(int key, Slice slice) {
        if (blockStart(slice.start) == suffixBlock && slice.start >= suffixStart) {
            suffixes.put(key, suffix(key, suffixStart, suffixBlock + blockLength));
        }
        if (blockStart(slice.start) == prefixBlock && slice.end <= prefixEnd) {
            prefixes.put(key, DirectMerge.leftFold(slices.within(prefixBlock, prefixEnd), key, aggregation));
        }
    }

    private void popTo(long block, long start) {
        if (block != suffixBlock) {
            suffixBlock = block;
            suffixes = new KeyTable<>();
            List<Slice> parts = slices.within(start, block + blockLength);
            for (int i = parts.size() - 1; i >= 0; i--) {
                Slice part = parts.get(i);
                part.cells.forEach((key, cell) -> suffixes.put(key, push(part.start, cell, suffixes.get(key))));
            }
        } else {
            suffixes.forEach((key, suffix) -> suffixes.put(key, from(suffix, start)));
        }
        suffixStart = start;
    }

    private void growPrefixes(long block, long end) {
        if (block != prefixBlock) {
            prefixBlock = block;
            prefixEnd = block;
            prefixes = new KeyTable<>();
        }
        for (Slice part : slices.within(prefixEnd, end)) {
            part.cells.forEach((key, cell) -> {
                Cell prefix = prefixes.get(key);
                if (prefix == null) {
                    prefix = aggregation.createCell();
                    prefixes.put(key, prefix);
                }
                aggregation.merge(prefix, cell);
            });
        }
        prefixEnd = end;
    }

    private @Nullable Suffix suffix(int key, long start, long end) {
        Suffix suffix = null;
        List<Slice> parts = slices.within(start, end);
        for (int i = parts.size() - 1; i >= 0; i--) {
            Cell cell = parts.get(i).cells.get(key);
            if (cell != null) {
                suffix = push(parts.get(i).start, cell, suffix);
            }
        }
        return suffix;
    }

    private Suffix push(long start, Cell cell, @Nullable Suffix next) {
        return new Suffix(start, next == null ? cell : merged(cell, next.cell()), next);
    }

    private Cell merged(Cell first, @Nullable Cell second) {
        if (second == null) {
            return first;
        }
        Cell merged = aggregation.createCell();
        aggregation.merge(merged, first);
        aggregation.merge(merged, second);
        return merged;
    }

    private static @Nullable Suffix from(@Nullable Suffix suffix, long start) {
        Suffix top = suffix;
        while (top != null && top.start() < start) {
            top = top.next();
        }
        return top;
    }

    private long blockStart(long timestamp) {
        return Timestamps.floor(timestamp, blockLength, windows.offset());
    }
}
