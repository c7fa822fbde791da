// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import java.util.Locale;

/** Where the results of a pane come from whose window had no elements. */
public enum FillMethod {
    /** Each number is 0, in objects too. What is no number is null. */
    ZERO,
    /** As in the key's last window with elements. */
    PREVIOUS,
    /** Each number lies on the line, by event time, from the key's last window with elements to its next one. What is not a number in both is null. */
    LINEAR,
    /** Null: the pane says that there was nothing. */
    NULL;

    /** The name in job files and pane records, for example {@code previous}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
