// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import io.tidemark.element.Row;
import java.util.concurrent.atomic.LongAdder;

/**
 * Turns field paths, such as {@code metadata.team}, into what reads them from a {@link Row}: the slots of the job's rows are handed out here, while its
 * views are made.
 *
 * <p>Laws: the same path always has the same slot, an equal reader and the same counter, so that aggregates of one field share an accumulator.
 */
public interface RowFields {
    /** The slot that holds {@code path} in every row of the job. */
    int slot(String path);

    /**
     * Reads {@code path} as a number, {@code NaN} when a row has none there: the row is then skipped and counted in {@link #skipped} (rule A3).
     */
    NumberField<Row> number(String path);

    /** Counts how often an aggregate skipped an element for want of {@code path} (rule A3). */
    LongAdder skipped(String path);
}
