// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.RecordHandler;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/** What one fetch brought and was not handed over yet; keeps the positions. */
final class Fetched {
    private static final byte[] NOTHING = {};

    private final TopicNumbers numbers;
    private final Map<Integer, Long> positions;
    private ConsumerRecords<byte[], byte[]> records = ConsumerRecords.empty();
    private Iterator<ConsumerRecord<byte[], byte[]>> rest = Collections.emptyIterator();

    /** Keeps {@code positions} as what was handed over. */
    Fetched(TopicNumbers numbers, Map<Integer, Long> positions) {
        this.numbers = numbers;
        this.positions = positions;
    }

    boolean isEmpty() {
        return !rest.hasNext();
    }

    /** Takes the next ones, after all others were handed over. */
    void take(ConsumerRecords<byte[], byte[]> next) {
        records = next;
        rest = next.iterator();
        passMarkers();
    }

    /** Hands at most {@code limit} over and says how many. */
    int handOver(RecordHandler handler, int limit) {
        int count = 0;
        while (count < limit && rest.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = rest.next();
            int partition = numbers.number(record.topic(), record.partition());
            handler.record(toRecord(partition, record));
            positions.put(partition, record.offset() + 1);
            count++;
        }
        if (count > 0) {
            passMarkers();
        }
        return count;
    }

    /** After the last record there may be some that only end transactions: they are behind us too. */
    private void passMarkers() {
        if (!rest.hasNext()) {
            records.nextOffsets()
                    .forEach((partition, next) ->
                            positions.put(numbers.number(partition.topic(), partition.partition()), next.offset()));
            records = ConsumerRecords.empty();
        }
    }

    private static SourceRecord toRecord(int partition, ConsumerRecord<byte[], byte[]> record) {
        long timestamp =
                record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE ? SourceRecord.NO_TIME : record.timestamp();
        return new SourceRecord(
                partition,
                record.offset(),
                SourceRecord.NO_TIME,
                timestamp,
                toHeaders(record.headers()),
                record.value());
    }

    private static List<RecordHeader> toHeaders(Headers headers) {
        List<RecordHeader> all = List.of();
        for (Header header : headers) {
            all = all.isEmpty() ? new ArrayList<>() : all;
            all.add(new RecordHeader(header.key(), header.value() == null ? NOTHING : header.value()));
        }
        return all;
    }

    /** What is behind the last record that was handed over, by partition, where the consumer knows the end. */
    Map<TopicPartition, Long> lag(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> lag = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            consumer.currentLag(partition)
                    .ifPresent(behind -> lag.put(
                            partition, behind + records.records(partition).size()));
        }
        return lag;
    }
}
