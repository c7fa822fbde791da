// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Polls a source and writes down what it yields. */
final class SourceReading implements AutoCloseable {
    private final Source source;
    private final List<Seen> seen = new ArrayList<>();

    private SourceReading(Source source) {
        this.source = source;
    }

    static SourceReading open(Source source, Positions positions) throws IOException {
        SourceReading reading = new SourceReading(source);
        try {
            source.open(positions);
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
        return reading;
    }

    /** Polls until {@code count} records were yielded; the test's time limit ends it when they never come. */
    SourceReading read(int count, int limit) throws IOException {
        int wanted = seen.size() + count;
        while (seen.size() < wanted) {
            int answer = poll(Math.min(limit, wanted - seen.size()));
            assertThat(answer != Source.EXHAUSTED && !Thread.currentThread().isInterrupted())
                    .as("%d records were yielded, where %d should be", seen.size(), wanted)
                    .isTrue();
        }
        return this;
    }

    int poll(int limit) throws IOException {
        int before = seen.size();
        int answer = source.poll(record -> seen.add(new Seen(record)), limit);
        int handed = seen.size() - before;
        assertThat(handed)
                .as("records handed over by poll with limit %d", limit)
                .isLessThanOrEqualTo(limit);
        assertThat(answer)
                .as("the answer of a poll that handed over %d records", handed)
                .isIn(handed == 0 ? List.of(0, Source.EXHAUSTED) : List.of(handed));
        return answer;
    }

    Positions positions() {
        return source.positions();
    }

    List<Integer> partitions() {
        return source.partitions();
    }

    /** What was yielded so far. */
    List<Seen> seen() {
        return seen;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Of one partition, in order. */
    static List<Seen> of(int partition, List<Seen> seen) {
        return seen.stream().filter(record -> record.partition == partition).toList();
    }

    static List<Integer> partitions(List<Seen> seen) {
        return seen.stream().map(Seen::partition).distinct().sorted().toList();
    }

    /**
     * A record that was yielded.
     *
     * @param partition where from
     * @param offset where it stood
     * @param value its bytes in hexadecimal, taken while it was handed over
     */
    record Seen(int partition, long offset, @Nullable String value) {
        Seen(SourceRecord record) {
            this(record.partition(), record.offset(), Bytes.hex(record.value()));
        }
    }
}
