// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a source yields: bytes, and where they stood. */
public final class SourceRecord {
    /** No time is given. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private final int partition;
    private final long offset;
    private final long arrivalTime;
    private final long timestamp;
    private final List<RecordHeader> headers;
    private final byte @Nullable [] array;
    private final int from;
    private final int to;

    /**
     * A record.
     *
     * @param partition the source's partition, a small number from 0
     * @param offset the position in the partition, rising; of a file, the number of the line from 0
     * @param arrivalTime processing time of the arrival, epoch ms, or {@link #NO_TIME} for "now"
     * @param timestamp the source's own timestamp of the record, epoch ms, or {@link #NO_TIME}
     * @param headers what the source carries beside the value; a name may come more than once
     * @param value the bytes, not copied; null and empty differ where the source tells them apart
     */
    public SourceRecord(
            int partition,
            long offset,
            long arrivalTime,
            long timestamp,
            List<RecordHeader> headers,
            byte @Nullable [] value) {
        this(partition, offset, arrivalTime, timestamp, headers, value, 0, value == null ? 0 : value.length);
    }

    /**
     * A record whose value is a part of an array, for sources that would have to copy it. Who keeps an element may keep the whole array, so it should not be much longer than the value.
     *
     * @param array has the value in {@code [from, to)}; not copied
     * @throws IndexOutOfBoundsException if it does not
     */
    public SourceRecord(
            int partition,
            long offset,
            long arrivalTime,
            long timestamp,
            List<RecordHeader> headers,
            byte @Nullable [] array,
            int from,
            int to) {
        Objects.checkFromToIndex(from, to, array == null ? 0 : array.length);
        this.partition = partition;
        this.offset = offset;
        this.arrivalTime = arrivalTime;
        this.timestamp = timestamp;
        this.headers = List.copyOf(headers);
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /** A record without times and headers. */
    public static SourceRecord of(int partition, long offset, byte @Nullable [] value) {
        return new SourceRecord(partition, offset, NO_TIME, NO_TIME, List.of(), value);
    }

    /** The source's partition, a small number from 0. */
    public int partition() {
        return partition;
    }

    /** The position in the partition. */
    public long offset() {
        return offset;
    }

    /** Processing time of the arrival, epoch ms, or {@link #NO_TIME} for "now". */
    public long arrivalTime() {
        return arrivalTime;
    }

    /** The source's own timestamp, epoch ms, or {@link #NO_TIME}. */
    public long timestamp() {
        return timestamp;
    }

    /** What the source carries beside the value. */
    public List<RecordHeader> headers() {
        return headers;
    }

    /** The value; a copy only if it is a part of an array. */
    public byte @Nullable [] value() {
        return array == null || to - from == array.length ? array : Arrays.copyOfRange(array, from, to);
    }

    /** What has the value from {@link #from()} to {@link #to()}; not a copy. Null when there is no value. */
    public byte @Nullable [] array() {
        return array;
    }

    /** Where the value begins in {@link #array()}. */
    public int from() {
        return from;
    }

    /** Where it ends: the index after its last byte. */
    public int to() {
        return to;
    }

    /** How many bytes the value has; 0 when there is none. */
    public int length() {
        return to - from;
    }
}
