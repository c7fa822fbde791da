// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source that watches how another one is used, and what it yields: both sides of the protocol of {@link Source}. A violation is an {@link AssertionError} that says which
 * rule was broken.
 */
public final class AssertingSource implements Source {
    private final Source source;
    private final Protocol protocol = new Protocol("Source");
    /** The next offset that each partition may yield at least. */
    private final Map<Integer, Long> next = new HashMap<>();

    private @Nullable Thread thread;
    private boolean open;
    private boolean polling;
    private boolean exhausted;
    private boolean closed;

    /** Watches {@code source}. */
    public AssertingSource(Source source) {
        this.source = source;
    }

    /** What was broken so far; for the case that a thread swallowed an error. */
    public List<String> violations() {
        return protocol.violations();
    }

    @Override
    public void open(Positions positions) throws IOException {
        protocol.require(!open && !closed, () -> "open() is called once, and before close()");
        thread = Thread.currentThread();
        open = true;
        next.putAll(positions.next());
        source.open(positions);
    }

    @Override
    public List<Integer> partitions() {
        requireBetweenPolls("partitions");
        return source.partitions();
    }

    @Override
    public int poll(RecordHandler handler, int limit) throws IOException {
        requireBetweenPolls("poll");
        protocol.require(limit > 0, () -> "poll() was called with the limit %d".formatted(limit));
        int[] handed = {0};
        polling = true;
        int answer;
        try {
            answer = source.poll(
                    record -> {
                        handed[0]++;
                        checkOffset(record);
                        handler.record(record);
                    },
                    limit);
        } finally {
            polling = false;
        }
        checkAnswer(answer, handed[0], limit);
        return answer;
    }

    @Override
    public Positions positions() {
        requireBetweenPolls("positions");
        Positions positions = source.positions();
        next.forEach((partition, least) -> protocol.require(
                positions.get(partition, 0) >= least,
                () -> "positions() has partition %d at %d, but everything before %d was yielded"
                        .formatted(partition, positions.get(partition, 0), least)));
        return positions;
    }

    @Override
    public void close() throws IOException {
        protocol.require(!polling, () -> "close() was called during a poll");
        protocol.require(
                !open || thread == Thread.currentThread(),
                () -> "all calls are on one thread, but close() is on another one");
        closed = true;
        source.close();
    }

    private void checkOffset(SourceRecord record) {
        long least = next.getOrDefault(record.partition(), Long.MIN_VALUE);
        protocol.require(
                record.offset() >= least,
                () -> "offsets rise, but partition %d yields %d where at least %d is due"
                        .formatted(record.partition(), record.offset(), least));
        next.put(record.partition(), record.offset() + 1);
    }

    private void checkAnswer(int answer, int handed, int limit) {
        protocol.require(
                handed <= limit, () -> "poll() handed over %d records with the limit %d".formatted(handed, limit));
        protocol.require(
                answer == handed || (answer == EXHAUSTED && handed == 0),
                () -> "poll() answers how many records it handed over, but said %d for %d".formatted(answer, handed));
        protocol.require(
                !exhausted || answer == EXHAUSTED,
                () -> "poll() answers %d after EXHAUSTED; that stays".formatted(answer));
        exhausted = answer == EXHAUSTED;
    }

    private void requireBetweenPolls(String call) {
        protocol.require(open, () -> "%s() was called before open()".formatted(call));
        protocol.require(!closed, () -> "%s() was called after close()".formatted(call));
        protocol.require(!polling, () -> "%s() was called during a poll".formatted(call));
        protocol.require(
                thread == Thread.currentThread(),
                () -> "all calls are on one thread, but %s() is on another one".formatted(call));
    }
}
