// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.metrics;

import io.tidemark.engine.JobMeasures;
import io.tidemark.engine.PartitionProgress;
import io.tidemark.engine.Pipeline;
import io.tidemark.engine.PipelineCounters;
import io.tidemark.runtime.job.RunningJob;
import io.tidemark.source.Lagging;
import io.tidemark.watermark.Watermark;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the engine has counted, at one moment.
 *
 * @param now processing time
 * @param records that were read
 * @param counters of the pipeline
 * @param watermarks by view
 * @param partitions how far they have come, by view
 * @param lag records still to be read, by partition; nothing when the source does not tell
 * @param hotBytes of state on the heap
 * @param keys that have state on the heap
 * @param evictions how often state left the heap
 * @param alerts that were emitted
 * @param measures what the engine measured
 * @param backend the name of the warm tier
 */
public record MetricsSnapshot(
        long now,
        long records,
        PipelineCounters counters,
        Map<String, Long> watermarks,
        Map<String, List<PartitionProgress>> partitions,
        Map<String, Long> lag,
        long hotBytes,
        int keys,
        long evictions,
        long alerts,
        JobMeasures measures,
        String backend) {
    /** Of {@code running}, on its thread. */
    public static MetricsSnapshot of(RunningJob running, long now) throws IOException {
        Pipeline<?> pipeline = running.job().pipeline();
        Map<String, Long> watermarks = new HashMap<>();
        Map<String, List<PartitionProgress>> partitions = new HashMap<>();
        for (String view : pipeline.views()) {
            watermarks.put(view, pipeline.watermark(view));
            partitions.put(view, pipeline.live().partitions(view));
        }
        return new MetricsSnapshot(
                now,
                running.job().records(),
                pipeline.counters(),
                watermarks,
                partitions,
                running.source() instanceof Lagging lagging ? lagging.lag() : Map.of(),
                pipeline.hotBytes(),
                pipeline.keysWithState(),
                pipeline.evictions(),
                pipeline.alerts(),
                running.job().measures(),
                running.plan().config().state().warm().backend());
    }

    double lagSeconds(String view) {
        long watermark = watermarks.getOrDefault(view, Watermark.MIN);
        return watermark == Watermark.MIN || watermark == Watermark.MAX
                ? Double.NaN
                : ((double) now - (double) watermark) / 1000;
    }

    double idlePartitions(String view) {
        return partitions.getOrDefault(view, List.of()).stream()
                .filter(PartitionProgress::isIdle)
                .count();
    }
}
