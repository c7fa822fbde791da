// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import java.util.Locale;

/** Where a pane stands relative to the watermark. */
public enum PaneTiming {
    /** The window was not complete: a provisional result. */
    EARLY,
    /** The watermark passed the window's end. */
    ON_TIME,
    /** The window was complete, and an element came after all. */
    LATE;

    /** The name in pane records and metrics, for example {@code on_time}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
