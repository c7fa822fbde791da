// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import java.util.Optional;

/** Reads conditions: {@code {field: error, present: true}} or {@code {field: status, equals: failed}}. */
final class ConditionBinder {
    private ConditionBinder() {}

    static Optional<ConditionConfig> bind(Section section) {
        if (!section.isPresent()) {
            return Optional.empty();
        }
        String field = section.required("field", Values.text("a field path"), "", "error");
        Optional<String> equal = section.optional("equals", Values.text("a text"));
        boolean present = true;
        if (equal.isPresent()) {
            section.refuse("present", "a condition has 'present' or 'equals', not both");
        } else {
            present = section.get("present", Values.flag(), true);
        }
        section.close();
        return Optional.of(new ConditionConfig(section.place(), field, present, equal));
    }
}
