// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackendConfig;
import java.util.Set;
import java.util.regex.Pattern;

/** What the names of an archive's tables begin with. It becomes part of SQL, so it is nothing but a plain word. */
final class TablePrefix {
    static final String PROPERTY = "table_prefix";

    private static final String DEFAULT = "window_state_";
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{0,30}");

    /** With these the tables would have names of those that a state or checkpoints are in. */
    private static final Set<String> TAKEN = Set.of("state_", "checkpoint_", "tidemark_");

    private TablePrefix() {}

    static String of(StateBackendConfig config) {
        String prefix = config.text(PROPERTY, DEFAULT);
        if (!WORD.matcher(prefix).matches() || TAKEN.contains(prefix)) {
            throw new IllegalArgumentException("the property '" + PROPERTY + "' of '" + config.name()
                    + "' must have 1 to 31 characters of a-z, 0-9 and _, begin with a letter, and not be one of "
                    + TAKEN.stream().sorted().toList());
        }
        return prefix;
    }
}
