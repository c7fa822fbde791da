// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Reads committed panes, each of which may come once, and counts them by view. */
final class SessionPanes implements AutoCloseable {
    private static final Duration WAIT = Duration.ofMillis(20);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Consumer<byte[], byte[]> consumer;
    private final Set<String> ids = new HashSet<>();
    private long sessions;

    SessionPanes(String servers, String topic, int partitions) {
        consumer = new Topics(servers).reader(topic, partitions);
    }

    long sessions() {
        return sessions;
    }

    long ticks() {
        return ids.size() - sessions;
    }

    /** Takes what has come. */
    void poll() {
        take(consumer.poll(WAIT));
    }

    /** Takes all that was committed before. */
    void drain() {
        for (ConsumerRecords<byte[], byte[]> records = consumer.poll(QUIET);
                !records.isEmpty();
                records = consumer.poll(WAIT)) {
            take(records);
        }
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String id =
                    new String(record.headers().lastHeader("tidemark-pane-id").value(), StandardCharsets.UTF_8);
            if (!ids.add(id)) {
                throw new IllegalStateException("the pane " + id + " came twice");
            }
            if (new String(record.value(), StandardCharsets.UTF_8).contains("\"view\":\"sessions\"")) {
                sessions++;
            }
        }
    }

    /** Checks that there are so many sessions, also after a while. */
    void requireNoMore(long expected) {
        take(consumer.poll(QUIET));
        if (sessions != expected) {
            throw new IllegalStateException("there are " + sessions + " sessions instead of " + expected);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
