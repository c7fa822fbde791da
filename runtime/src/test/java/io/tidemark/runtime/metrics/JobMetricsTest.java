// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.engine.Distribution;
import io.tidemark.engine.JobMeasures;
import io.tidemark.engine.PipelineCounters;
import io.tidemark.engine.PipelineMeasures;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
    private final JobMetrics metrics = new JobMetrics();

    @Test
    void the_lag_of_a_partition_is_the_last_one_and_has_its_topic_and_number_as_labels_whatever_dashes_the_topic_has() {
        metrics.update(snapshot(Map.of("calls-of-today-0", 17L, "calls-of-today-1", 3L)));
        assertThat(lags())
                .containsExactlyInAnyOrder(
                        "tidemark_kafka_consumer_lag{partition=\"0\",topic=\"calls-of-today\"} 17.0",
                        "tidemark_kafka_consumer_lag{partition=\"1\",topic=\"calls-of-today\"} 3.0");

        metrics.update(snapshot(Map.of("calls-of-today-0", 0L, "calls-of-today-1", 4L, "calls-of-today-2", 5L)));
        assertThat(lags())
                .containsExactlyInAnyOrder(
                        "tidemark_kafka_consumer_lag{partition=\"0\",topic=\"calls-of-today\"} 0.0",
                        "tidemark_kafka_consumer_lag{partition=\"1\",topic=\"calls-of-today\"} 4.0",
                        "tidemark_kafka_consumer_lag{partition=\"2\",topic=\"calls-of-today\"} 5.0");
    }

    private List<String> lags() {
        return metrics.scrape("")
                .lines()
                .filter(line -> line.startsWith("tidemark_kafka_consumer_lag"))
                .toList();
    }

    private static MetricsSnapshot snapshot(Map<String, Long> lag) {
        Distribution nothing = new Distribution(List.of(), List.of(0L), 0);
        PipelineMeasures pipeline = new PipelineMeasures(List.of(), Map.of(), nothing, nothing, Map.of(), 0);
        return new MetricsSnapshot(
                0,
                0,
                new PipelineCounters(0, 0, List.of()),
                Map.of(),
                Map.of(),
                lag,
                0,
                0,
                0,
                0,
                new JobMeasures(pipeline, Optional.empty(), false, 0),
                "memory");
    }
}
