// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import java.io.IOException;
import java.util.List;

/** A source whose {@code open} and {@code poll} fail at random, a poll also after it has handed over its records. Closing never fails. */
public final class FailingSource implements Source {
    private final Source source;
    private final Faults faults;

    /** Makes calls of {@code source} fail. */
    public FailingSource(Source source, Faults faults) {
        this.source = source;
        this.faults = faults;
    }

    @Override
    public void open(Positions positions) throws IOException {
        faults.before("open");
        source.open(positions);
    }

    @Override
    public List<Integer> partitions() {
        return source.partitions();
    }

    @Override
    public int poll(RecordHandler handler, int limit) throws IOException {
        int[] answer = {0};
        faults.around("poll", () -> answer[0] = source.poll(handler, limit));
        return answer[0];
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
