// SPDX-License-Identifier: Apache-2.0
package io.tidemark.element;

import java.util.Locale;

/** What became of an element in a view. Every element has exactly one outcome in each view (rule L4), and the counts add up. */
public enum Outcome {
    /** It is part of at least one window. */
    AGGREGATED,
    /** The view's filter left it out. */
    FILTERED,
    /** Its id was seen before, within the ttl (rule K2). */
    DUPLICATE,
    /** None of its windows lived (rule L3). */
    LATE,
    /** Undecodable, without a key, with a bad timestamp, or too large. */
    INVALID,
    /** It lies in no window, in the gap between sliding windows whose slide is longer than their size (rule N2). */
    UNASSIGNED;

    /** The name in summaries and metrics, for example {@code aggregated}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
