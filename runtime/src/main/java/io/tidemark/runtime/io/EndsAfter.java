// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import java.io.IOException;
import java.util.List;

/** A source without an end, such as a topic, that ends once it has yielded a number of records. */
public final class EndsAfter implements Source {
    private final Source source;
    private final long count;
    private long yielded;

    /** Ends {@code source}, which was not opened yet, after {@code count} records. */
    public EndsAfter(Source source, long count) {
        this.source = source;
        this.count = count;
    }

    /** How much of it was yielded, from 0 to 1. */
    public double share() {
        return count == 0 ? 1 : (double) yielded / count;
    }

    @Override
    public void open(Positions positions) throws IOException {
        source.open(positions);
    }

    @Override
    public List<Integer> partitions() {
        return source.partitions();
    }

    @Override
    public int poll(RecordHandler handler, int limit) throws IOException {
        if (yielded >= count) {
            return EXHAUSTED;
        }
        int polled = source.poll(handler, (int) Math.min(limit, count - yielded));
        yielded += Math.max(0, polled);
        return polled;
    }

    @Override
    public Positions positions() {
        return source.positions();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
