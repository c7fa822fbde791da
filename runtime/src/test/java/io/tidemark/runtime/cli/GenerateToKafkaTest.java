// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kafka.broker.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateToKafkaTest {
    private static final int COUNT = 3000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void every_event_is_once_in_the_topic_under_its_key_and_time_and_no_topic_is_made_unasked() {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"))) {
            String servers = "--bootstrap-servers=" + broker.bootstrapServers();
            Cli cli = new Cli(directory);

            Cli.Result missing =
                    cli.run("generate", "--to=kafka", servers, "--count=1", "--property=connect_timeout_ms=1000");
            assertThat(missing.code()).isEqualTo(ExitCodes.FAILED);
            assertThat(missing.errLines()).singleElement().asString().contains("feedback-events", "Create the topic");

            Cli.Result sent = cli.run(
                    "generate",
                    "--to=kafka",
                    servers,
                    "--count=" + COUNT,
                    "--fast",
                    "--create-topic",
                    "--partitions=3",
                    "--property=linger.ms=1");
            assertThat(sent.code()).as(sent.err()).isZero();
            assertThat(Json.of(sent.err()).number("events")).isEqualTo(COUNT);

            check(records(broker.bootstrapServers()));
        }
    }

    private void check(List<ConsumerRecord<String, String>> records) {
        List<String> lines =
                new Cli(directory).run("generate", "--fast", "--count=" + COUNT).outLines();
        assertThat(records.stream().map(ConsumerRecord::value)).containsExactlyInAnyOrderElementsOf(lines);
        assertThat(records).allSatisfy(record -> {
            Json event = Json.of(record.value());
            assertThat(record.value()).contains("\"" + record.key() + "\"");
            assertThat(java.time.Instant.parse(event.text("timestamp")).toEpochMilli())
                    .isEqualTo(record.timestamp());
        });
        Map<String, Long> partitions = records.stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key,
                        Collectors.collectingAndThen(
                                Collectors.mapping(ConsumerRecord::partition, Collectors.toSet()),
                                set -> (long) set.size())));
        assertThat(partitions.values()).as("a key stays in its partition").containsOnly(1L);
    }

    private static List<ConsumerRecord<String, String>> records(String servers) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("feedback-events").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            assertThat(partitions).hasSize(3);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int poll = 0; poll < 60 && records.size() < COUNT; poll++) {
                consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            }
        }
        return records;
    }
}
