// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.sink.DeadLetter;
import io.tidemark.source.SourceRecord;
import java.util.ArrayList;
import java.util.List;

/** The records of one poll that have headers, until all of it is handed over: a dead letter takes its record's along. */
final class RecentHeaders {
    private final List<SourceRecord> records = new ArrayList<>();

    void add(SourceRecord record) {
        if (!record.headers().isEmpty()) {
            records.add(record);
        }
    }

    void clear() {
        records.clear();
    }

    /** {@code letter} with the headers of its record. */
    DeadLetter complete(DeadLetter letter) {
        // Most dead letters are of the record at hand.
        for (int i = records.size() - 1; i >= 0; i--) {
            SourceRecord record = records.get(i);
            if (record.partition() == letter.partition() && record.offset() == letter.offset()) {
                return letter.with(record.headers());
            }
        }
        return letter;
    }
}
