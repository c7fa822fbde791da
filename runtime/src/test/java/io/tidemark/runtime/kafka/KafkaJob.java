// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import io.tidemark.runtime.cli.Cli;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The job of these tests, and what it makes of some records when nothing goes wrong. */
final class KafkaJob {
    static final int PARTITIONS = 3;

    private static final long T0 = 1_767_225_600_000L;

    private KafkaJob() {}

    /** Reads {@code in} and writes {@code out}, on a broker at {@code servers}. */
    static String yaml(String servers, String in, String out) {
        return """
                job: %s
                stream_processing:
                  source:
                    type: kafka
                    format: json
                    timestamp: {from: event, field: ts, format: epoch_ms}
                    topics: [%s]
                    partitions: [0, 1, 2]
                    properties:
                      bootstrap.servers: "%s"
                      client.id: "${TIDEMARK_PROCESS:-test}"
                      session.timeout.ms: 3000
                      heartbeat.interval.ms: 500
                      max.poll.interval.ms: 6000
                      reconnect.backoff.max.ms: 200
                  watermarks: {max_out_of_order_delay: 60s}
                  windows:
                    calls:
                      key: [model]
                      type: tumbling
                      size: 10s
                      aggregates: {n: {fn: count}, tokens: {fn: sum, field: tokens}, most: {fn: max, field: tokens}}
                    users:
                      key: [user, model]
                      type: session
                      gap: 5s
                      aggregates: {n: {fn: count}, tokens: {fn: sum, field: tokens}}
                  drain: false
                  parallelism: 2
                  checkpointing: {interval_seconds: 1, storage: {type: local, path: checkpoints}}
                  sinks:
                    - {type: kafka, topic: %s, properties: {delivery.timeout.ms: 20000, request.timeout.ms: 5000, reconnect.backoff.max.ms: 200}}
                """.formatted(out, in, servers, out);
    }

    /** Calls in the order of their times, more or less, so that no one is late. */
    static List<String> calls(Random random, int count) {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add("{\"ts\":" + (T0 + i * 20L + random.nextInt(5000)) + ",\"model\":\"m" + random.nextInt(5)
                    + "\",\"user\":" + random.nextInt(40) + ",\"tokens\":" + random.nextInt(1000) + "}");
        }
        return calls;
    }

    /** Those of {@code calls} that go to each partition, in order. */
    static List<List<String>> byPartition(List<String> calls) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> IntStream.range(0, calls.size())
                        .filter(i -> i % PARTITIONS == partition)
                        .mapToObj(calls::get)
                        .toList())
                .toList();
    }

    /** The panes of a replay of {@code calls}, written to the partitions in turn, each as far as the order of partitions does not show. */
    static List<String> expected(Path directory, String yaml, List<String> calls) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < calls.size(); i++) {
            lines.append("{\"partition\":")
                    .append(i % PARTITIONS)
                    .append(",\"value\":")
                    .append(calls.get(i))
                    .append("}\n");
        }
        Cli cli = new Cli(directory);
        cli.file("replayed.yaml", yaml);
        cli.file("replayed.jsonl", lines.toString());
        Cli.Result result = cli.run("replay", "replayed.yaml", "--input", "replayed.jsonl");
        if (result.code() != 0) {
            throw new IllegalStateException(result.err());
        }
        return comparable(result.outLines());
    }

    /** The panes without the watermark, which depends on which partition was read first, in some order. */
    static List<String> comparable(List<String> panes) {
        return panes.stream()
                .map(pane -> pane.replaceFirst("\"watermark\":-?\\d+,", ""))
                .sorted()
                .toList();
    }
}
