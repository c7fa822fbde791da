// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Cuts dead letters and late elements that are larger than what a topic takes: a part with a word about it says more than nothing, and does not stop a job. */
final class LargeLetters {
    /** How many bytes the value had of which not all are there; stays with what is replayed. */
    static final String TRUNCATED = LetterRecords.PREFIX + "truncated";

    /** How many headers were left out of those that the record came with. */
    private static final String LEFT_OUT = LetterRecords.PREFIX + "headers-left-out";

    /** What is left of a header of ours, where the headers alone are too large. */
    private static final int SHORT = 200;

    /** What the headers that tell of a cut may take. */
    private static final int TOLD = 200;

    private LargeLetters() {}

    /** {@code record}, or where that is more than {@code limit}, as much of its value as goes in; where its headers alone are more, without those that it came with. */
    static ProducerRecord<byte[], byte[]> cut(ProducerRecord<byte[], byte[]> record, SizeLimit limit) {
        if (limit.takes(record)) {
            return record;
        }
        boolean headersGoIn = room(record, limit) >= 0;
        ProducerRecord<byte[], byte[]> kept = headersGoIn ? record : withOwnHeaders(record);
        byte[] value = record.value() == null ? new byte[0] : record.value();
        int length = (int) Math.min(value.length, Math.max(0, room(kept, limit)));
        ProducerRecord<byte[], byte[]> cut =
                with(kept, Arrays.copyOf(value, length), List.of(kept.headers().toArray()));
        if (length < value.length && cut.headers().lastHeader(TRUNCATED) == null) {
            tell(cut, TRUNCATED, value.length);
        }
        return cut;
    }

    /** How long the value may be, beside the headers. */
    private static long room(ProducerRecord<byte[], byte[]> record, SizeLimit limit) {
        return limit.bytes() - TOLD - SizeLimit.sizeOf(record) + SizeLimit.length(record.value());
    }

    private static ProducerRecord<byte[], byte[]> withOwnHeaders(ProducerRecord<byte[], byte[]> record) {
        ProducerRecord<byte[], byte[]> own = with(record, record.value(), List.of());
        int others = 0;
        for (Header header : record.headers()) {
            if (header.key().startsWith(LetterRecords.PREFIX)) {
                own.headers().add(header.key(), Arrays.copyOf(header.value(), Math.min(header.value().length, SHORT)));
            } else {
                others++;
            }
        }
        tell(own, LEFT_OUT, others);
        return own;
    }

    private static ProducerRecord<byte[], byte[]> with(
            ProducerRecord<byte[], byte[]> record, byte[] value, List<Header> headers) {
        return new ProducerRecord<>(record.topic(), null, record.timestamp(), record.key(), value, headers);
    }

    private static void tell(ProducerRecord<byte[], byte[]> record, String name, int number) {
        record.headers().add(name, PaneRecords.bytes(Integer.toString(number)));
    }
}
