// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * One line of comma-separated values as one row (RFC 4180), its fields by the names of the columns.
 *
 * <p>The names come with each record, in the header {@link SourceHeaders#COLUMNS}, or else from the options; a record has exactly as many cells. A cell may be in quotes,
 * within which a quote is doubled and commas and line breaks are text. Cells have no types, so quoted or not, what JSON would read as a number is one, {@code true} and
 * {@code false} in any case are truth values, and everything else is text; an empty cell is null, a quoted empty one is an empty text.
 *
 * <p>Several columns of one name: the last counts.
 */
public final class CsvFormat implements RowFormat {
    /** For {@code ServiceLoader}. */
    public CsvFormat() {}

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String description() {
        return "Comma-separated values (RFC 4180), their columns named by a header or by the job";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        return new CsvDecoder(new RowPlan(options));
    }

    /**
     * Whether a record that begins with {@code line} goes on in the next line, because a quoted cell is still open: what a source that splits a file has to ask.
     */
    public static boolean isOpen(byte[] line) {
        boolean open = false;
        for (byte b : line) {
            open ^= b == '"';
        }
        return open;
    }
}
