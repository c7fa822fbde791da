// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Records that are texts. */
final class Texts {
    static final long MEGABYTE = 1 << 20;

    private Texts() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static long append(Journal journal, String... texts) throws IOException {
        return append(journal, List.of(texts));
    }

    static long append(Journal journal, List<String> texts) throws IOException {
        return journal.append(texts.stream().map(Texts::bytes).toList(), List.of(), 7);
    }

    static String text(SourceRecord record) {
        return new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    }

    /** Everything that {@code reader} has to give, a few at a time. */
    static List<String> rest(JournalReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        long next = reader.next();
        for (int polled = -1; polled != 0; ) {
            List<SourceRecord> records = new ArrayList<>();
            polled = reader.poll(records::add, 3);
            for (SourceRecord record : records) {
                if (record.offset() != next++) {
                    throw new AssertionError("the record after " + (next - 2) + " is " + record.offset());
                }
                texts.add(text(record));
            }
        }
        return texts;
    }

    static List<String> from(Journal journal, long number) throws IOException {
        try (JournalReader reader = journal.read(number)) {
            return rest(reader);
        }
    }
}
