// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.RecordHandler;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/** What one fetch brought and was not handed over yet; keeps the positions. */
final class Fetched {
    private static final byte[] NOTHING = {};

    /** So many bytes beside a value, its key and headers for example, are not worth a copy of it. */
    private static final int LITTLE = 256;

    private final TopicNumbers numbers;
    private final Map<Integer, Long> positions;
    private ConsumerRecords<byte[], ByteBuffer> records = ConsumerRecords.empty();
    private Iterator<TopicPartition> partitions = Collections.emptyIterator();

    /** The rest of one partition. */
    private Iterator<ConsumerRecord<byte[], ByteBuffer>> rest = Collections.emptyIterator();

    private int partition;

    /** Keeps {@code positions} as what was handed over. */
    Fetched(TopicNumbers numbers, Map<Integer, Long> positions) {
        this.numbers = numbers;
        this.positions = positions;
    }

    boolean isEmpty() {
        return !rest.hasNext() && !partitions.hasNext();
    }

    /** Takes the next ones, after all others were handed over. */
    void take(ConsumerRecords<byte[], ByteBuffer> next) {
        records = next;
        partitions = next.partitions().iterator();
        passMarkers();
    }

    /** Hands at most {@code limit} over and says how many. */
    int handOver(RecordHandler handler, int limit) {
        int count = 0;
        while (count < limit && !isEmpty()) {
            if (!rest.hasNext()) {
                TopicPartition next = partitions.next();
                partition = numbers.number(next.topic(), next.partition());
                rest = records.records(next).iterator();
            }
            count += handOverOfOne(handler, limit - count);
        }
        if (count > 0) {
            passMarkers();
        }
        return count;
    }

    /** Hands over what there is of the partition at hand. */
    private int handOverOfOne(RecordHandler handler, int limit) {
        int count = 0;
        long offset = 0;
        try {
            while (count < limit && rest.hasNext()) {
                ConsumerRecord<byte[], ByteBuffer> record = rest.next();
                handler.record(toRecord(partition, record));
                offset = record.offset();
                count++;
            }
        } finally {
            if (count > 0) {
                positions.put(partition, offset + 1);
            }
        }
        return count;
    }

    /** After the last record there may be some that only end transactions: they are behind us too. */
    private void passMarkers() {
        if (isEmpty()) {
            records.nextOffsets()
                    .forEach((partition, next) ->
                            positions.put(numbers.number(partition.topic(), partition.partition()), next.offset()));
            records = ConsumerRecords.empty();
        }
    }

    private static SourceRecord toRecord(int partition, ConsumerRecord<byte[], ByteBuffer> record) {
        ByteBuffer value = record.value();
        byte[] array = null;
        int from = 0;
        if (value != null) {
            boolean isShared = value.hasArray() && isNearlyAll(value.remaining(), value.array().length);
            array = isShared ? value.array() : Utils.toArray(value);
            from = isShared ? value.arrayOffset() + value.position() : 0;
        }
        return new SourceRecord(
                partition,
                record.offset(),
                SourceRecord.NO_TIME,
                record.timestampType() == TimestampType.NO_TIMESTAMP_TYPE ? SourceRecord.NO_TIME : record.timestamp(),
                toHeaders(record.headers()),
                array,
                from,
                value == null ? 0 : from + value.remaining());
    }

    /** Whether an array has little beside the value: that of a record which was decompressed is its own, another one holds all that a fetch brought, and whoever keeps an element would keep that. */
    private static boolean isNearlyAll(int valueLength, int arrayLength) {
        return arrayLength <= 2 * valueLength + LITTLE;
    }

    private static List<RecordHeader> toHeaders(Headers headers) {
        Header[] each = headers.toArray();
        if (each.length == 0) {
            return List.of();
        }
        List<RecordHeader> all = new ArrayList<>(each.length);
        for (Header header : each) {
            all.add(new RecordHeader(header.key(), header.value() == null ? NOTHING : header.value()));
        }
        return all;
    }

    /** What is behind the last record that was handed over, by partition, where the consumer knows the end. */
    SortedMap<String, Long> lag(Consumer<?, ?> consumer) {
        SortedMap<String, Long> lag = new TreeMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            consumer.currentLag(partition)
                    .ifPresent(behind -> lag.put(
                            partition.toString(),
                            behind + records.records(partition).size()));
        }
        return Collections.unmodifiableSortedMap(lag);
    }
}
