// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.source.SourceRecord;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Some elements on their way through the engine, in columns, with the watermarks and processing times between them. Each stage is a short loop over some columns:
 * watermarks, keys, owners, and, on each worker, key ids and accumulators. So calls and cache misses of many elements overlap.
 *
 * <p>A row is an element, or a mark: a step of a watermark without an element, or of processing time. Column {@code watermarks(t)} tells where watermark {@code t} stood
 * before each row, and has one entry more for after the last: an element is judged by the watermark of its row (rule W5), and every worker, whichever elements are
 * its own, sees every step.
 *
 * <p>Rows of joined elements, which {@link Joining} adds, are for the lanes of their join only.
 *
 * <p>The feeding thread fills a batch; then workers only read it; then it is used again.
 *
 * @param <E> the element
 */
final class Batch<E> {
    /** The origin of elements that no join made. */
    static final int SOURCE = 0;

    /** How many rows: few enough for the nearest cache, many enough for a queue. */
    static final int CAPACITY = 512;

    /** The owner of a row that no worker takes: a mark, or an element that was filtered, has no key, or is a duplicate. */
    static final byte NOBODY = -1;

    /*
     * A collector with generations makes a store into an old array dear (G1: a fence, about 6 ns), and one into a young array cheap. So the array of references is made anew
     * before it grows old: under load every 30 ms or so, which is 0.004 bytes for each element.
     */
    private static final int USES_OF_AN_ARRAY = 1024;

    private @Nullable Object[] elements = new @Nullable Object[CAPACITY];
    /** The records of elements that carry something beside the value; null until there is one. */
    private @Nullable SourceRecord @Nullable [] records;

    private final long[] timestamps = new long[CAPACITY];
    private final long[] offsets = new long[CAPACITY];
    private final int[] partitions = new int[CAPACITY];
    private final long[][] watermarks;
    private final int[][] hashes;
    private final byte[][] owners;
    private final int[] clockRows = new int[CAPACITY];
    /** What each element is of: 0 of the source, i + 1 of the i-th join; null where there is no join. */
    private final byte @Nullable [] origins;

    private final AtomicInteger readers = new AtomicInteger();
    /** When it was handed to the workers, as {@link Stopwatch} tells. */
    private long handedOver;

    private int marks;
    private int clocks;
    private int size;
    private int uses;
    private boolean isLast;

    /** An empty batch of a pipeline with so many watermarks and lanes, and no joins. */
    Batch(int trackers, int lanes) {
        this(trackers, lanes, false);
    }

    /** An empty batch of a pipeline with so many watermarks and lanes. */
    Batch(int trackers, int lanes, boolean hasJoins) {
        watermarks = new long[trackers][CAPACITY + 1];
        hashes = new int[lanes][CAPACITY];
        owners = new byte[lanes][CAPACITY];
        origins = hasJoins ? new byte[CAPACITY] : null;
    }

    /** How many rows it has. */
    int size() {
        return size;
    }

    /** It is handed to the workers now. */
    void stamp() {
        handedOver = Stopwatch.nanos();
    }

    /** When it was handed to the workers, as {@link Stopwatch} tells. */
    long handedOver() {
        return handedOver;
    }

    /** It has no rows: somebody waits until it is given back, which is when no worker has anything put off any more. */
    void setLast() {
        isLast = true;
    }

    /** Whether it is such a one. */
    boolean isLast() {
        return isLast;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    /** Adds an element. */
    void add(int partition, long offset, E element, long timestamp) {
        int row = size;
        elements[row] = element;
        timestamps[row] = timestamp;
        offsets[row] = offset;
        partitions[row] = partition;
        size = row + 1;
    }

    /** Adds an element of {@code record}. */
    void add(SourceRecord record, E element, long timestamp) {
        if (record.timestamp() != SourceRecord.NO_TIME || !record.headers().isEmpty()) {
            if (records == null) {
                records = new @Nullable SourceRecord[CAPACITY];
            }
            records[size] = record;
        }
        add(record.partition(), record.offset(), element, timestamp);
    }

    /** Adds what {@code other} has in {@code row}. The watermarks before it have been noted. */
    void addRow(Batch<E> other, int row, boolean isClock) {
        setOrigin(SOURCE);
        if (isClock) {
            addClock(other.timestamps[row]);
        } else if (!other.isElement(row)) {
            addMark();
        } else {
            SourceRecord record = other.record(row);
            if (record == null) {
                add(other.partitions[row], other.offsets[row], other.element(row), other.timestamps[row]);
            } else {
                add(record, other.element(row), other.timestamps[row]);
            }
        }
    }

    /** Adds an element that the {@code join}-th join made. */
    void addJoined(int join, int partition, long offset, E element, long timestamp) {
        setOrigin(join + 1);
        add(partition, offset, element, timestamp);
    }

    private void setOrigin(int origin) {
        byte[] all = origins;
        if (all != null) {
            all[size] = (byte) origin;
        }
    }

    /** Where the {@code t}-th watermark stands after the last row. */
    long lastWatermark(int t) {
        return watermarks[t][size];
    }

    /** Notes that the {@code t}-th watermark is {@code watermark} after the last row, whatever was noted before. */
    void noteWatermark(int t, long watermark) {
        watermarks[t][size] = watermark;
    }

    /** Adds a mark. All elements before it have been tracked. */
    void addMark() {
        elements[size] = null;
        for (long[] column : watermarks) {
            column[size + 1] = column[size];
        }
        size++;
        marks++;
    }

    /** Adds a mark: processing time is now {@code now}. All elements before it have been tracked. */
    void addClock(long now) {
        clockRows[clocks++] = size;
        timestamps[size] = now;
        addMark();
    }

    /** How many rows are marks. */
    int marks() {
        return marks;
    }

    /** Whether a row is an element. */
    boolean isElement(int row) {
        return elements[row] != null;
    }

    /** Whether a row is an element that came from {@code origin}: {@link #SOURCE}, or {@code i + 1} for the {@code i}-th join. */
    boolean isElementOf(int origin, int row) {
        return elements[row] != null && (origins == null || origins[row] == origin);
    }

    /** The element in a row that is one. */
    @SuppressWarnings({"unchecked", "NullAway"
    }) // Only elements of type E are added; a mark is none, and nobody asks for its element.
    E element(int row) {
        return (E) elements[row];
    }

    /** Where each element lies in event time; for a step of processing time, when that is. */
    long[] timestamps() {
        return timestamps;
    }

    /** The partition that an element came from. */
    int partition(int row) {
        return partitions[row];
    }

    /** The offset of an element's record. */
    long offset(int row) {
        return offsets[row];
    }

    /** The record of an element, where it carries something beside the value. */
    @Nullable
    SourceRecord record(int row) {
        return records == null ? null : records[row];
    }

    /** Where a watermark stood before each row, and after the last. */
    long[] watermarks(int tracker) {
        return watermarks[tracker];
    }

    /** The spread hashes of the keys that a lane gives to the elements. */
    int[] hashes(int lane) {
        return hashes[lane];
    }

    /** The worker of each element in a lane, or {@link #NOBODY}. */
    byte[] owners(int lane) {
        return owners[lane];
    }

    /** How many rows are steps of processing time. */
    int clocks() {
        return clocks;
    }

    /** The row of the {@code i}-th step of processing time. */
    int clockRow(int i) {
        return clockRows[i];
    }

    /** So many workers read it from now on. */
    void lendTo(int workers) {
        readers.set(workers);
    }

    /** A worker has read it. Returns whether that was the last one. */
    boolean giveBack() {
        return readers.decrementAndGet() == 0;
    }

    /** Empties it; it keeps no element alive. */
    void clear() {
        if (++uses % USES_OF_AN_ARRAY == 0) {
            elements = new @Nullable Object[CAPACITY];
            records = null;
        } else {
            Arrays.fill(elements, 0, size, null);
            if (records != null) {
                Arrays.fill(records, 0, size, null);
            }
        }
        size = 0;
        marks = 0;
        clocks = 0;
        isLast = false;
    }
}
