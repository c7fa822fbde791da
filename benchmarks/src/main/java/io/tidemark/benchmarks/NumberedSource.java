// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.util.List;
import java.util.Map;

/** Yields records that are nothing but their offsets, of which a decoder makes elements. */
final class NumberedSource implements Source {
    private final long end;
    private final long slowFrom;
    private final Timing timing;
    private long next;

    /**
     * Records {@code [0, end)}.
     *
     * @param slowFrom from this one on, each comes alone
     */
    NumberedSource(long end, long slowFrom) {
        this(end, slowFrom, Timing.none());
    }

    /** Records {@code [0, end)}, each when it is due. */
    NumberedSource(long end, Timing timing) {
        this(end, end, timing);
    }

    private NumberedSource(long end, long slowFrom, Timing timing) {
        this.end = end;
        this.slowFrom = slowFrom;
        this.timing = timing;
    }

    @Override
    public void open(Positions positions) {
        next = positions.get(0, 0);
    }

    @Override
    public List<Integer> partitions() {
        return List.of(0);
    }

    @Override
    public int poll(RecordHandler handler, int limit) {
        if (next >= end) {
            return EXHAUSTED;
        }
        long bound = next >= slowFrom ? next + 1 : Math.min(slowFrom, next + limit);
        long from = next;
        long to = Math.min(end, bound);
        timing.await(next);
        while (next < to && timing.isDue(next)) {
            handler.record(SourceRecord.of(0, next++, null));
        }
        return (int) (to - from);
    }

    @Override
    public Positions positions() {
        return new Positions(Map.of(0, next));
    }

    @Override
    public void close() {
        // There is nothing to let go.
    }
}
