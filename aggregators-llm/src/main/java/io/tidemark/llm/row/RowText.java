// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.row;

import io.tidemark.element.Row;
import org.jspecify.annotations.Nullable;

/**
 * Reads a field of a row as a text: numbers and truth values as they are written, so that an error code {@code 429} is one as well.
 *
 * @param path the field
 * @param slot where rows hold it
 */
public record RowText(String path, int slot) {
    /** The text; null when the field is missing, null, an object or an array. */
    public @Nullable String read(Row row) {
        String text = row.text(slot);
        if (text != null) {
            return text;
        }
        Object scalar = row.scalar(slot);
        return scalar == null ? null : scalar.toString();
    }
}
