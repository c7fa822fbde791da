// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some entries of the warm tier, found by going through it. */
final class SpilledPage {
    static final SpilledPage NONE = new SpilledPage(List.of(), null);

    private final List<WarmEntry> entries;
    private final byte @Nullable [] next;

    SpilledPage(List<WarmEntry> entries, byte @Nullable [] next) {
        this.entries = entries;
        this.next = next;
    }

    /** Those of one worker's keys. */
    List<WarmEntry> entries() {
        return entries;
    }

    /** Where to go on; null when there are no more. */
    byte @Nullable [] next() {
        return next;
    }
}
