// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.preset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Aggregates that go together.
 *
 * @param name as a job file names it
 * @param description what it is for, in one sentence
 * @param events the types of the events that it is meant for; other elements take part as well, unless the view leaves them out
 * @param aggregates what a job file would have under {@code aggregates}: by the name of the result, {@code fn} and the arguments
 */
public record Preset(
        String name, String description, List<String> events, Map<String, Map<String, Object>> aggregates) {
    /** Keeps copies, in order. */
    public Preset {
        events = List.copyOf(events);
        aggregates = Collections.unmodifiableMap(new LinkedHashMap<>(aggregates));
    }
}
