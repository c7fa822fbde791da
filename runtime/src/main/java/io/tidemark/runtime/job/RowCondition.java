// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.runtime.config.ConditionConfig;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition of the job file on one field. Two equal ones match the same rows, so views that have them share their work.
 *
 * @param slot of the field
 * @param present whether it must be there, not null and not false, or must not be
 * @param equal the text that it must have, instead
 */
record RowCondition(int slot, boolean present, Optional<String> equal) implements Predicate<Row> {
    static RowCondition of(ConditionConfig config, RowBinding binding) {
        return new RowCondition(binding.slot(config.field()), config.present(), config.equal());
    }

    @Override
    public boolean test(Row row) {
        if (equal.isEmpty()) {
            return row.isTruthy(slot) == present;
        }
        @Nullable Object value = row.scalar(slot);
        return value != null && value.toString().equals(equal.get());
    }
}
