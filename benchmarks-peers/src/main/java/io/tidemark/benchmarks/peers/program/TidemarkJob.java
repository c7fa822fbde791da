// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The view as a job file, for {@code tidemark run}. */
public final class TidemarkJob {
    private static final String MAIN = "io.tidemark.runtime.Tidemark";
    private static final String FILE = "job.yaml";

    private TidemarkJob() {}

    /** Writes the file, and returns the class and the arguments that run it. */
    public static List<String> command(Settings settings) throws IOException {
        write(settings.directory(), yaml(settings));
        return command(settings.directory());
    }

    /** Writes a job file into {@code directory}. */
    public static void write(Path directory, String yaml) throws IOException {
        Files.writeString(directory.resolve(FILE), yaml);
    }

    /** The class and the arguments that run the job file of {@code directory}. */
    public static List<String> command(Path directory) {
        return List.of(MAIN, "run", directory.resolve(FILE).toString());
    }

    private static String yaml(Settings settings) {
        return """
                job: %s
                stream_processing:
                  source:
                    type: kafka
                    format: feedback_event
                    topics: [%s]
                    properties: {bootstrap.servers: "%s"}
                  watermarks: {max_out_of_order_delay: %ds}
                  windows:
                    performance:
                      events: [performance_metrics]
                      key: [model]
                      type: tumbling
                      size: %ds
                      aggregates:
                        cost: {fn: sum, field: cost}
                        min: {fn: min, field: latency_ms}
                        max: {fn: max, field: latency_ms}
                        mean: {fn: mean, field: latency_ms}
                        p50: {fn: percentile, field: latency_ms, percentile: 50}
                        p95: {fn: percentile, field: latency_ms, percentile: 95}
                        p99: {fn: percentile, field: latency_ms, percentile: 99}
                        error_rate: {fn: error_rate, field: error}
                  checkpointing: {interval_seconds: %d, storage: {type: local, path: "%s"}}
                  parallelism: %d
                  sinks:
                    - {type: kafka, topic: %s}
                """.formatted(
                        settings.output(),
                        settings.input(),
                        settings.servers(),
                        Settings.OUT_OF_ORDER.toSeconds(),
                        Settings.SIZE.toSeconds(),
                        settings.commit().toSeconds(),
                        settings.directory().toAbsolutePath().resolve("checkpoints"),
                        settings.parallelism(),
                        settings.output());
    }
}
