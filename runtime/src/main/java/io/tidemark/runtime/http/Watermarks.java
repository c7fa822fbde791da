// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.engine.PartitionProgress;
import io.tidemark.runtime.job.RunningJob;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.watermark.Watermark;
import io.tidemark.watermark.WatermarkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far event time has come for a view, and who holds it up. */
final class Watermarks {
    private Watermarks() {}

    /** A watermark in JSON: null where there is none yet; the end of all time is the largest number. */
    static @Nullable Object value(long watermark) {
        return watermark == Watermark.MIN ? null : (Object) watermark;
    }

    /** Of the view, on the job's thread. */
    static Map<String, Object> of(RunningJob running, View<?, ?> view, long now) {
        long watermark = running.job().pipeline().watermark(view.name());
        List<PartitionProgress> partitions = running.job().pipeline().live().partitions(view.name());
        List<Long> holders = holders(partitions);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("view", view.name());
        map.put("watermark", value(watermark));
        map.put("lag_ms", lag(watermark, now));
        map.put("held_by", view.watermarks().followsProcessingTime() ? List.of() : holders);
        List<Object> all = new ArrayList<>();
        for (PartitionProgress partition : partitions) {
            all.add(of(partition, view.watermarks(), now, holders));
        }
        map.put("partitions", all);
        return map;
    }

    private static Map<String, Object> of(
            PartitionProgress partition, WatermarkSpec<?> spec, long now, List<Long> holders) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("partition", partition.partition());
        map.put("watermark", value(partition.watermark()));
        map.put("last_timestamp", lastTimestamp(partition, spec));
        map.put("lag_ms", lag(partition.watermark(), now));
        map.put("is_idle", partition.isIdle());
        boolean isTimed = spec.idleTimeout() != WatermarkSpec.NEVER;
        map.put("silent_ms", isTimed ? (Object) Math.max(0, now - partition.lastActive()) : null);
        map.put("holds", holders.contains((long) partition.partition()));
        return map;
    }

    /** The highest timestamp of a partition, where its watermark tells it. */
    private static @Nullable Object lastTimestamp(PartitionProgress partition, WatermarkSpec<?> spec) {
        return spec.strategy() instanceof BoundedOutOfOrderness bounded && partition.watermark() != Watermark.MIN
                ? (Object) Timestamps.add(partition.watermark(), bounded.delay())
                : null;
    }

    private static @Nullable Object lag(long watermark, long now) {
        return watermark == Watermark.MIN || watermark == Watermark.MAX
                ? null
                : (Object) Timestamps.subtract(now, watermark);
    }

    /** The partitions that are not idle and have the lowest watermark of those. */
    static List<Long> holders(List<PartitionProgress> partitions) {
        long lowest = partitions.stream()
                .filter(partition -> !partition.isIdle())
                .mapToLong(PartitionProgress::watermark)
                .min()
                .orElse(Watermark.MAX);
        return partitions.stream()
                .filter(partition -> !partition.isIdle() && partition.watermark() == lowest)
                .map(partition -> (long) partition.partition())
                .toList();
    }
}
