// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source yields: bytes, and where they stood.
 *
 * @param partition the source's partition, a small number from 0
 * @param offset the position in the partition, rising; of a file, the offset of the line's first byte
 * @param arrivalTime processing time of the arrival, epoch ms, or {@link #NO_TIME} for "now"
 * @param timestamp the source's own timestamp of the record, epoch ms, or {@link #NO_TIME}
 * @param headers what the source carries beside the value; a name may come more than once
 * @param value the bytes; empty and null differ where the source tells them apart
 */
public record SourceRecord(
        int partition,
        long offset,
        long arrivalTime,
        long timestamp,
        List<Map.Entry<String, byte[]>> headers,
        byte @Nullable [] value) {
    /** No time is given. */
    public static final long NO_TIME = Long.MIN_VALUE;

    /** A record without times and headers. */
    public static SourceRecord of(int partition, long offset, byte @Nullable [] value) {
        return new SourceRecord(partition, offset, NO_TIME, NO_TIME, List.of(), value);
    }
}
