// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.engine.PartitionProgress;
import io.tidemark.engine.ViewCounters;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import io.tidemark.watermark.Watermark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A view's watermark has not moved for a minute although elements came: so no window of it fires. */
final class StuckWatermark implements Condition {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Map<String, Stand> stands = new HashMap<>();

    /**
     * Since when a watermark is where it is.
     *
     * @param at the watermark
     * @param since when it got there
     * @param elements that had come by then
     * @param quietUntil when to warn, if it is there then
     */
    private record Stand(long at, long since, long elements, long quietUntil) {}

    @Override
    public List<Warning> look(MetricsSnapshot before, MetricsSnapshot now) {
        List<Warning> warnings = new ArrayList<>();
        for (ViewCounters view : now.counters().views()) {
            look(view, now).ifPresent(warnings::add);
        }
        return warnings;
    }

    private Optional<Warning> look(ViewCounters view, MetricsSnapshot now) {
        long watermark = now.watermarks().getOrDefault(view.view(), Watermark.MIN);
        Stand stand = stands.get(view.view());
        if (stand == null || stand.at != watermark || watermark == Watermark.MAX) {
            stands.put(view.view(), new Stand(watermark, now.now(), view.elements(), now.now() + PATIENCE_MILLIS));
            return Optional.empty();
        }
        if (now.now() < stand.quietUntil || view.elements() <= stand.elements) {
            return Optional.empty();
        }
        stands.put(view.view(), new Stand(watermark, stand.since, stand.elements, now.now() + PATIENCE_MILLIS));
        return now.partitions().getOrDefault(view.view(), List.of()).stream()
                .filter(partition -> !partition.isIdle())
                .min(Comparator.comparingLong(PartitionProgress::watermark))
                .map(holder -> warning(
                        view.view(), holder, (now.now() - stand.since) / 1000, view.elements() - stand.elements));
    }

    private static Warning warning(String view, PartitionProgress holder, long seconds, long elements) {
        String where = holder.watermark() == Watermark.MIN
                ? "which has yielded nothing yet"
                : "at " + Instant.ofEpochMilli(holder.watermark());
        return new Warning(
                "watermark_stuck",
                "the watermark of view '" + view + "' has not moved for " + seconds + " s although " + elements
                        + " elements came: partition " + holder.partition() + " holds it, " + where
                        + ". If that partition may be silent, give the watermark an idle_timeout",
                Map.of("view", view, "seconds", seconds, "elements", elements, "partition", holder.partition()));
    }
}
