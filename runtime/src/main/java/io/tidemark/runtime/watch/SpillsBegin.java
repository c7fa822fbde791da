// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.util.List;
import java.util.Map;

/** State leaves the heap, and has not done so for a minute before. */
final class SpillsBegin implements Condition {
    private static final long PAUSE_MILLIS = 60_000;

    private boolean hasSpilled;
    private long lastSpill;

    @Override
    public List<Warning> look(MetricsSnapshot before, MetricsSnapshot now) {
        long entries = now.evictions() - before.evictions();
        if (entries <= 0) {
            return List.of();
        }
        boolean begins = !hasSpilled || now.now() - lastSpill >= PAUSE_MILLIS;
        hasSpilled = true;
        lastSpill = now.now();
        return begins ? List.of(warning(entries, now.hotBytes())) : List.of();
    }

    private static Warning warning(long entries, long bytes) {
        return new Warning(
                "spills_begin",
                "state begins to leave the heap for the warm tier, " + entries + " entries so far; " + (bytes >> 20)
                        + " MB are on the heap",
                Map.of("entries", entries, "hot_bytes", bytes));
    }
}
