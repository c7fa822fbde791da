// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Yields lines, some at a time as a random number says. */
final class ScriptedSource implements Source {
    private final List<String> lines;
    private final Random random;
    private final int most;
    private int next;

    ScriptedSource(List<String> lines, Random random) {
        this(lines, random, 7);
    }

    /** At most {@code most} at a time. */
    ScriptedSource(List<String> lines, Random random, int most) {
        this.lines = lines;
        this.random = random;
        this.most = most;
    }

    @Override
    public void open(Positions positions) {
        next = (int) positions.get(0, 0);
    }

    @Override
    public List<Integer> partitions() {
        return List.of(0);
    }

    @Override
    public int poll(RecordHandler handler, int limit) {
        if (next == lines.size()) {
            return EXHAUSTED;
        }
        int polled = Math.min(lines.size() - next, random.nextInt(most + 1));
        for (int i = 0; i < polled; i++) {
            handler.record(SourceRecord.of(0, next, lines.get(next).getBytes(StandardCharsets.UTF_8)));
            next++;
        }
        return polled;
    }

    @Override
    public Positions positions() {
        return new Positions(Map.of(0, (long) next));
    }

    @Override
    public void close() {
        // There is nothing to let go.
    }
}
