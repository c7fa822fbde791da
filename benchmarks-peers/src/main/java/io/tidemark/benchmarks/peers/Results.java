// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what a contender has written and committed, and when it came. */
final class Results implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration WAIT = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, WindowResult> results = new HashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    /**
     * When a result came.
     *
     * @param end of its window, epoch ms
     * @param appended when the broker had it, epoch ms: not committed yet
     * @param readable when it was seen by a reader of committed records, epoch ms
     */
    record Arrival(long end, long appended, long readable) {}

    Results(String servers, String topic, int partitions) {
        consumer = new Topics(servers).reader(topic, partitions);
    }

    /**
     * Takes what has come, or waits a little.
     *
     * @throws IllegalStateException when a result comes twice
     */
    void poll() throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
            long now = System.currentTimeMillis();
            WindowResult result = result(MAPPER.readTree(record.value()));
            if (results.put(result.id(), result) != null) {
                throw new IllegalStateException("a result came twice: " + result);
            }
            arrivals.add(new Arrival(result.end(), record.timestamp(), now));
        }
    }

    int size() {
        return results.size();
    }

    Map<String, WindowResult> all() {
        return results;
    }

    List<Arrival> arrivals() {
        return arrivals;
    }

    /** A pane of Tidemark has the aggregates in an object of their own. */
    private static WindowResult result(JsonNode json) {
        boolean isPane = json.has("window");
        JsonNode values = isPane ? json.get("results") : json;
        return new WindowResult(
                isPane ? model(json.get("key")) : json.get("model").asText(),
                isPane
                        ? json.get("window").get("start").asLong()
                        : json.get("window_start").asLong(),
                isPane
                        ? json.get("window").get("end").asLong()
                        : json.get("window_end").asLong(),
                json.get("count").asLong(),
                values.get("cost").asDouble(),
                values.get("min").asDouble(),
                values.get("max").asDouble(),
                values.get("mean").asDouble(),
                values.get("p50").asDouble(),
                values.get("p95").asDouble(),
                values.get("p99").asDouble(),
                values.get("error_rate").asDouble());
    }

    private static String model(JsonNode key) {
        return key.isTextual()
                ? key.asText().replaceAll("^.model=|.$", "")
                : key.get("model").asText();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
