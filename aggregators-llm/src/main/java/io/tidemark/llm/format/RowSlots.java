// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import java.util.Objects;

/** What rows of one schema do with each other. */
final class RowSlots {
    private RowSlots() {}

    /** Sets {@code slot} of {@code to} to what it is in {@code from}. */
    static void copy(Row from, Row to, int slot) {
        switch (from.kind(slot)) {
            case MISSING -> to.setMissing(slot);
            case NULL -> to.setNull(slot);
            case BOOLEAN -> to.setBoolean(slot, from.isTruthy(slot));
            case INTEGER -> to.setInteger(slot, from.integer(slot));
            case DECIMAL -> to.setDecimal(slot, from.number(slot));
            case TEXT -> to.setText(slot, Objects.requireNonNull(from.text(slot)));
            case NESTED -> to.setNested(slot);
        }
    }
}
