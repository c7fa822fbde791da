// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerProcessTest {
    private static final String TOPIC = "events";

    /** What tests that leave a broker as it was share. */
    private static BrokerProcess shared;

    @TempDir
    Path directory;

    @BeforeAll
    static void start(@TempDir Path directory) {
        shared = BrokerProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        shared.close();
        assertThat(shared.isAlive()).isFalse();
    }

    @Test
    void committed_records_survive_sigkill_on_the_same_port_and_two_brokers_run_at_once() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory)) {
            String servers = broker.bootstrapServers();
            long first = broker.pid();
            assertThat(shared.bootstrapServers()).isNotEqualTo(servers);
            createTopic(servers);
            commit(servers, IntStream.range(0, 500).mapToObj(i -> "value " + i).toList());

            broker.kill();
            assertThat(broker.isAlive()).isFalse();
            assertThat(ProcessHandle.of(first)).isEmpty();
            broker.restart();

            assertThat(broker.bootstrapServers()).isEqualTo(servers);
            commit(servers, List.of("after"));
            assertThat(CommittedValues.of(servers, TOPIC, 501))
                    .hasSize(501)
                    .startsWith("value 0")
                    .endsWith("value 499", "after");
            assertThat(topics(shared.bootstrapServers())).isEmpty();
        }
    }

    @Test
    void a_frozen_broker_answers_again_once_it_is_resumed() throws Exception {
        shared.suspend();
        assertThat(shared.isAlive()).isTrue();
        assertThatThrownBy(() -> topics(shared.bootstrapServers()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        shared.resume();
        assertThat(topics(shared.bootstrapServers())).isEmpty();
    }

    @Test
    void a_broker_ends_with_its_parent_even_when_frozen_and_the_parent_is_killed() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        StartsAndFreezes.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process parent = builder.start();
        ProcessHandle broker =
                ProcessHandle.of(Long.parseLong(firstLine(parent))).orElseThrow();
        try {
            parent.destroyForcibly();
            assertThat(broker.onExit().get(30, SECONDS).isAlive()).isFalse();
        } finally {
            broker.destroyForcibly();
        }
    }

    @Test
    void a_broker_that_does_not_start_tells_the_end_of_its_log() {
        BrokerSettings settings = BrokerSettings.defaults().withProperty("num.io.threads", "many");
        assertThatThrownBy(() -> BrokerProcess.start(directory, settings))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not start")
                .hasMessageContaining("Invalid value many for configuration num.io.threads");
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }

    private static void createTopic(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static Iterable<String> topics(String servers) throws Exception {
        Map<String, Object> config =
                Map.of("bootstrap.servers", servers, "default.api.timeout.ms", "1500", "request.timeout.ms", "1500");
        try (Admin admin = Admin.create(config)) {
            return admin.listTopics().names().get();
        }
    }

    private static void commit(String servers, List<String> values) {
        Map<String, Object> config = Map.of("bootstrap.servers", servers, "transactional.id", "test");
        try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = values.stream()
                    .map(value -> producer.send(new ProducerRecord<>(TOPIC, value)))
                    .toList();
            producer.commitTransaction();
            assertThat(sent).allMatch(Future::isDone);
        }
    }
}
