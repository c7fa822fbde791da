// SPDX-License-Identifier: Apache-2.0
package io.tidemark.element;

import java.util.Locale;

/** Why a record cannot take part in any window, or a pane cannot be written, and goes to the dead-letter output (rule L4). */
public enum InvalidReason {
    /** The decoder could not read it. */
    UNDECODABLE,
    /** A key field is missing or null (rule K1). */
    MISSING_KEY,
    /** Its timestamp is missing or unreadable (rule T1). */
    BAD_TIMESTAMP,
    /** Its timestamp is outside {@code [-2^62, 2^62]} (rule T1). */
    TIMESTAMP_OUT_OF_RANGE,
    /** It is longer than the size limit of the source. */
    TOO_LARGE,
    /** It is no record but a pane, and longer than the sink can write. */
    PANE_TOO_LARGE;

    /** The name in dead-letter records and metrics, for example {@code missing_key}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
