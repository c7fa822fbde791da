// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.element.InvalidReason;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.SourceRecord;
import io.tidemark.time.ProcessingClock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records of one poll, and what its decoder makes of them. One thread at a time has it: who polls, then who decodes, then who polls again.
 *
 * @param <E> the element
 */
final class DecodedChunk<E> implements RecordHandler {
    private static final int FIRST_CAPACITY = 256;

    private final Decoder<E> decoder;
    private final ProcessingClock clock;
    private final Outcomes outcomes = new Outcomes();
    private final List<SourceRecord> records = new ArrayList<>();

    /** The outcomes of a record end where those of the next one begin. */
    private int[] ends = new int[FIRST_CAPACITY];

    /** Processing time of the first record. */
    private long polled;

    DecodedChunk(Decoder<E> decoder, ProcessingClock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    /** Instead of an element: that there is none. */
    private record Unreadable(InvalidReason reason, String error) {}

    /** How many records it has. */
    int size() {
        return records.size();
    }

    @Override
    public void record(SourceRecord record) {
        if (records.isEmpty()) {
            polled = clock.millis();
        } else if (records.size() == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        records.add(record);
    }

    /** Decodes all of it. */
    void decode() {
        for (int i = 0; i < records.size(); i++) {
            decoder.decode(records.get(i), outcomes);
            ends[i] = outcomes.count;
        }
    }

    /** Hands all that was decoded to {@code feed}, and is empty then. */
    @SuppressWarnings("unchecked") // What is not Unreadable is an element.
    void drainTo(Feed<E> feed) {
        int outcome = 0;
        for (int i = 0; i < records.size(); i++) {
            feed.begin(records.get(i), polled);
            for (; outcome < ends[i]; outcome++) {
                if (outcomes.values[outcome] instanceof Unreadable unreadable) {
                    feed.invalid(unreadable.reason(), unreadable.error());
                } else {
                    feed.element((E) outcomes.values[outcome], outcomes.timestamps[outcome]);
                }
            }
        }
        records.clear();
        outcomes.clear();
    }

    /** What the decoder said, in order. */
    private final class Outcomes implements ElementCollector<E> {
        private Object[] values = new Object[FIRST_CAPACITY];
        private long[] timestamps = new long[FIRST_CAPACITY];
        private int count;

        @Override
        public void element(E element, long timestamp) {
            add(element, timestamp);
        }

        @Override
        public void invalid(InvalidReason reason, String error) {
            add(new Unreadable(reason, error), 0);
        }

        private void add(Object value, long timestamp) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
                timestamps = Arrays.copyOf(timestamps, 2 * count);
            }
            values[count] = value;
            timestamps[count++] = timestamp;
        }

        private void clear() {
            Arrays.fill(values, 0, count, null);
            count = 0;
        }
    }
}
