// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import java.util.List;

/**
 * Which elements of a view are the same.
 *
 * @param fields the paths of which the id consists; of none, it is what the record holds
 * @param ttl ms of event time
 * @param maxIds how many ids are remembered at most
 */
public record DedupConfig(List<String> fields, long ttl, int maxIds) {
    /** How many ids a view remembers unless it says otherwise; some 200 bytes each. */
    static final long DEFAULT_MAX_IDS = 5_000_000;

    /** Keeps a copy of the fields. */
    public DedupConfig {
        fields = List.copyOf(fields);
    }

    /** Whether elements are the same that were read from the same bytes. */
    public boolean isByContent() {
        return fields.isEmpty();
    }
}
