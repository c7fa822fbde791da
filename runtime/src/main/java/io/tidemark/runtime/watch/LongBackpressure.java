// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In at least half of half a minute nothing was read, for the job was behind. */
final class LongBackpressure implements Condition {
    private static final long PERIOD_MILLIS = 30_000;

    private @Nullable MetricsSnapshot begin;

    @Override
    public List<Warning> look(MetricsSnapshot before, MetricsSnapshot now) {
        MetricsSnapshot first = begin;
        if (first == null) {
            begin = before;
            first = before;
        }
        long millis = now.now() - first.now();
        if (millis < PERIOD_MILLIS) {
            return List.of();
        }
        begin = now;
        double seconds = now.measures().backpressureSeconds() - first.measures().backpressureSeconds();
        return seconds * 2000 >= millis ? List.of(warning(seconds, millis / 1000, now)) : List.of();
    }

    private static Warning warning(double seconds, long of, MetricsSnapshot now) {
        String why = now.measures().isHeldBack()
                ? "state has used up its budget of the heap, with " + (now.hotBytes() >> 20) + " MB"
                : "the workers are behind";
        return new Warning(
                "backpressure",
                String.format(Locale.ROOT, "nothing was read for %.1f of the last %d s: %s", seconds, of, why),
                Map.of(
                        "seconds",
                        seconds,
                        "of_seconds",
                        of,
                        "held_back_by_heap",
                        now.measures().isHeldBack()));
    }
}
