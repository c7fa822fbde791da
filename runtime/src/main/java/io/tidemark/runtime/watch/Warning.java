// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import java.util.Map;

/**
 * Something that somebody should look at.
 *
 * @param kind which condition, for programs
 * @param message in words, with numbers
 * @param facts the numbers by name
 */
public record Warning(String kind, String message, Map<String, Object> facts) {
    /** Keeps a copy. */
    public Warning {
        facts = Map.copyOf(facts);
    }
}
