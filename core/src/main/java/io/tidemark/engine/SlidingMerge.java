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

    private final KeyTable<Suffix> suffixes = new KeyTable<>();
    private long suffixBlock = Long.MIN_VALUE;
    private long suffixStart = Long.MIN_VALUE;

    private CellTable prefixes = new CellTable();
    private long prefixBlock = Long.MIN_VALUE;
    private long prefixEnd = Long.MIN_VALUE;

    /** Whether the window that was begun has a suffix of one block, and a prefix of one. */
    private boolean hasSuffix;

    private boolean hasPrefix;

    /**
     * What a key accumulated from a slice to the end of its block.
     *
     * @param start the slice's start
     * @param cell the slice's own if nothing follows it, else one that was merged
     * @param next from the next slice that holds the key
     */
    private record Suffix(long start, int cell, @Nullable Suffix next) {}

    SlidingMerge(SlidingWindows windows, Slices slices, Aggregation<?> aggregation) {
        this.windows = windows;
        this.slices = slices;
        this.aggregation = aggregation;
        blockLength = Math.floorDiv(windows.size() + windows.slide() - 1, windows.slide()) * windows.slide();
    }

    @Override
    public void begin(long start, long end) {
        long first = blockStart(start);
        long last = blockStart(end - 1);
        hasSuffix = start != first;
        hasPrefix = !hasSuffix || last != first;
        if (hasSuffix) {
            popTo(first, start);
        }
        if (hasPrefix) {
            growPrefixes(last, end);
        }
    }

    @Override
    public int places() {
        return Math.max(hasSuffix ? suffixes.end() : 0, hasPrefix ? prefixes.end() : 0);
    }

    @Override
    public void forEach(int from, int to, CellTable.Visitor visitor) {
        if (!hasSuffix) {
            prefixes.forEach(from, to, visitor);
        } else if (!hasPrefix) {
            suffixes.forEach(from, to, (key, suffix) -> visitor.visit(key, suffix.cell()));
        } else {
            suffixes.forEach(from, to, (key, suffix) -> visitMerged(key, suffix.cell(), prefixes.get(key), visitor));
            prefixes.forEach(from, to, (key, cell) -> {
                if (suffixes.get(key) == null) {
                    visitor.visit(key, cell);
                }
            });
        }
    }

    @Override
    public @Nullable Slice only() {
        return null;
    }

    @Override
    public void done() {
        // The next window goes on from what there is.
    }

    @Override
    public void visit(int key, long start, long end, CellTable.Visitor visitor) {
        long block = blockStart(start);
        long edge = start == block ? start : Math.min(block + blockLength, end);
        Suffix suffix = suffix(key, start, edge);
        int prefix = DirectMerge.leftFold(slices.within(edge, end), key, aggregation);
        if (suffix != null) {
            visitMerged(key, suffix.cell(), prefix, visitor);
        } else if (prefix != Aggregation.NO_CELL) {
            visitor.visit(key, prefix);
        }
        release(suffix);
        aggregation.release(prefix);
    }

    @Override
    public void changed(int key, Slice slice) {
        if (blockStart(slice.start) == suffixBlock && slice.start >= suffixStart) {
            release(suffixes.get(key));
            suffixes.put(key, suffix(key, suffixStart, suffixBlock + blockLength));
        }
        if (blockStart(slice.start) == prefixBlock && slice.end <= prefixEnd) {
            aggregation.release(prefixes.get(key));
            prefixes.put(key, DirectMerge.leftFold(slices.within(prefixBlock, prefixEnd), key, aggregation));
        }
    }

    @Override
    public void clear() {
        clearSuffixes(Long.MIN_VALUE);
        suffixStart = Long.MIN_VALUE;
        clearPrefixes(Long.MIN_VALUE);
    }

    private void clearSuffixes(long block) {
        suffixBlock = block;
        suffixes.forEach((key, suffix) -> {
            release(suffix);
            suffixes.put(key, null);
        });
    }

    private void clearPrefixes(long block) {
        prefixBlock = block;
        prefixEnd = block;
        prefixes.forEach((key, cell) -> aggregation.release(cell));
        prefixes = new CellTable();
    }

    private void popTo(long block, long start) {
        if (block != suffixBlock) {
            clearSuffixes(block);
            List<Slice> parts = slices.within(start, block + blockLength);
            for (int i = parts.size() - 1; i >= 0; i--) {
                Slice part = parts.get(i);
                part.cells.forEach((key, cell) -> suffixes.put(key, push(part.start, cell, suffixes.get(key))));
            }
        } else {
            suffixes.forEach((key, suffix) -> suffixes.put(key, popBefore(start, suffix)));
        }
        suffixStart = start;
    }

    private void growPrefixes(long block, long end) {
        if (block != prefixBlock) {
            clearPrefixes(block);
        }
        for (Slice part : slices.within(prefixEnd, end)) {
            part.cells.forEach((key, cell) -> {
                int prefix = prefixes.get(key);
                if (prefix == Aggregation.NO_CELL) {
                    prefix = aggregation.create();
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
            int cell = parts.get(i).cells.get(key);
            if (cell != Aggregation.NO_CELL) {
                suffix = push(parts.get(i).start, cell, suffix);
            }
        }
        return suffix;
    }

    private Suffix push(long start, int cell, @Nullable Suffix next) {
        return new Suffix(start, next == null ? cell : merged(cell, next.cell()), next);
    }

    private int merged(int first, int second) {
        int merged = aggregation.create();
        aggregation.merge(merged, first);
        aggregation.merge(merged, second);
        return merged;
    }

    private void visitMerged(int key, int first, int second, CellTable.Visitor visitor) {
        if (second == Aggregation.NO_CELL) {
            visitor.visit(key, first);
        } else {
            int merged = merged(first, second);
            visitor.visit(key, merged);
            aggregation.release(merged);
        }
    }

    /** Pops what begins before {@code start}, and gives back its merged cells. */
    private @Nullable Suffix popBefore(long start, @Nullable Suffix suffix) {
        Suffix top = suffix;
        while (top != null && top.start() < start) {
            if (top.next() != null) {
                aggregation.release(top.cell());
            }
            top = top.next();
        }
        return top;
    }

    /** Gives back all merged cells. */
    private void release(@Nullable Suffix suffix) {
        popBefore(Long.MAX_VALUE, suffix);
    }

    private long blockStart(long timestamp) {
        return Timestamps.floor(timestamp, blockLength, windows.offset());
    }
}
