// SPDX-License-Identifier: Apache-2.0
package io.tidemark.source;

import java.io.IOException;
import java.util.List;

/**
 * Yields records, partition by partition.
 *
 * <p>Protocol, all on one thread:
 *
 * <ol>
 *   <li>{@link #open} once, with the positions of a checkpoint or {@link Positions#BEGINNING};
 *   <li>{@link #poll} again and again. It never blocks for long: with nothing to read it answers 0, and {@link #EXHAUSTED} once a bounded source has yielded
 *       everything. Not polling is how the engine pauses a source;
 *   <li>{@link #positions} between polls: exactly what has been yielded, so that reopening there repeats nothing and skips nothing;
 *   <li>{@link #close}, also after a failed open.
 * </ol>
 *
 * <p>Laws: the offsets of a partition rise; a partition's number means the same after reopening.
 */
public interface Source extends AutoCloseable {
    /** What {@link #poll} answers at the end of a bounded source. */
    int EXHAUSTED = -1;

    /**
     * Begins at {@code positions}.
     *
     * @throws IOException when the source cannot be reached, with a message that says what to do
     */
    void open(Positions positions) throws IOException;

    /** The partitions known from the start, which hold the watermark until they yield (rule W3). More may turn up. */
    List<Integer> partitions();

    /**
     * Hands at most {@code limit} records to {@code handler}.
     *
     * @return how many, or {@link #EXHAUSTED}
     */
    int poll(RecordHandler handler, int limit) throws IOException;

    /** Where each partition stands after the last poll. */
    Positions positions();

    @Override
    void close() throws IOException;
}
