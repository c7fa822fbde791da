// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A source of 30 records in two partitions, whose offsets have gaps, that can be told to make one mistake. */
final class ToySource implements Source {
    static final int RECORDS = 30;

    /** What it can be told to do wrong. */
    enum Mistake {
        NONE,
        UNBOUNDED,
        OFFSETS_FALL,
        LOSES_A_RECORD,
        PARTITION_TWICE,
        IGNORES_THE_LIMIT,
        WRONG_ANSWER,
        POSITIONS_LAG,
        POSITIONS_RUN_AHEAD,
        REPEATS_ONE_AFTER_REOPENING,
        SKIPS_ONE_AFTER_REOPENING,
        FORGETS_POSITIONS_UNTIL_IT_POLLS,
        LATEST_WITHOUT_A_POSITION,
        EXHAUSTED_ONCE,
        NEVER_EXHAUSTED,
        CLOSES_ONCE,
        UNREACHABLE_IS_EMPTY
    }

    private final Mistake mistake;
    private final boolean reachable;
    /** The index of the next record in each partition; there are 15. */
    private final Map<Integer, Integer> next = new TreeMap<>();

    private boolean polled;
    private boolean saidExhausted;
    private boolean closed;

    ToySource(Mistake mistake) {
        this(mistake, true);
    }

    ToySource(Mistake mistake, boolean reachable) {
        this.mistake = mistake;
        this.reachable = reachable;
    }

    @Override
    public void open(Positions positions) throws IOException {
        if (!reachable && mistake != Mistake.UNREACHABLE_IS_EMPTY) {
            throw new IOException("the toy is not there: build it first");
        }
        for (int partition = 0; partition < 2; partition++) {
            next.put(partition, index(positions.get(partition, beginning(positions))));
        }
    }

    @Override
    public List<Integer> partitions() {
        return mistake == Mistake.PARTITION_TWICE ? List.of(0, 0, 1) : List.of(0, 1);
    }

    @Override
    public int poll(RecordHandler handler, int limit) {
        polled = true;
        int handed = 0;
        int most = mistake == Mistake.IGNORES_THE_LIMIT ? limit + 1 : limit;
        while (handed < most && remaining() > 0) {
            int partition = partition();
            int index = next.merge(partition, 1, Integer::sum) - 1;
            if (mistake != Mistake.LOSES_A_RECORD || index != 7) {
                handler.record(record(partition, index));
                handed++;
            }
        }
        return handed > 0 ? handed + (mistake == Mistake.WRONG_ANSWER ? 1 : 0) : atEnd();
    }

    @Override
    public Positions positions() {
        if (mistake == Mistake.FORGETS_POSITIONS_UNTIL_IT_POLLS && !polled) {
            return Positions.BEGINNING;
        }
        int by = mistake == Mistake.POSITIONS_LAG ? -1 : mistake == Mistake.POSITIONS_RUN_AHEAD ? 1 : 0;
        Map<Integer, Long> positions = new TreeMap<>();
        next.forEach((partition, index) -> positions.put(partition, offset(Math.max(0, index + by))));
        return new Positions(positions);
    }

    @Override
    public void close() throws IOException {
        if (closed && mistake == Mistake.CLOSES_ONCE) {
            throw new IOException("closed already");
        }
        closed = true;
    }

    private long beginning(Positions positions) {
        boolean latest = mistake == Mistake.LATEST_WITHOUT_A_POSITION
                && !positions.next().isEmpty();
        return latest ? Long.MAX_VALUE : 0;
    }

    private int index(long position) {
        int index = 0;
        while (index < RECORDS / 2 && offset(index) < position) {
            index++;
        }
        if (index == 0 || index == RECORDS / 2) {
            return index;
        }
        return index
                + (mistake == Mistake.REPEATS_ONE_AFTER_REOPENING ? -1 : 0)
                + (mistake == Mistake.SKIPS_ONE_AFTER_REOPENING ? 1 : 0);
    }

    private int partition() {
        int first = next.getOrDefault(0, 0);
        int second = next.getOrDefault(1, 0);
        return first <= second && first < RECORDS / 2 ? 0 : 1;
    }

    private int remaining() {
        return RECORDS - next.getOrDefault(0, 0) - next.getOrDefault(1, 0);
    }

    private int atEnd() {
        boolean not = mistake == Mistake.UNBOUNDED
                || mistake == Mistake.NEVER_EXHAUSTED
                || (mistake == Mistake.EXHAUSTED_ONCE && saidExhausted);
        saidExhausted = true;
        return not ? 0 : EXHAUSTED;
    }

    private SourceRecord record(int partition, int index) {
        byte[] value = (partition + "-" + index).getBytes(US_ASCII);
        return SourceRecord.of(partition, mistake == Mistake.OFFSETS_FALL ? 100 - offset(index) : offset(index), value);
    }

    /** Two apart, as after a compaction. */
    private static long offset(int index) {
        return 2L * index;
    }
}
