// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What a job says about a sink, checked, and what becomes of it for Kafka's clients. */
final class SinkSettings {
    static final String EXACTLY_ONCE = "exactly_once";
    static final String AT_LEAST_ONCE = "at_least_once";
    static final String GUARANTEE = "guarantee";

    private static final String INTERVAL = "checkpoint_interval_ms";
    private static final String CONNECT = "connect_timeout_ms";
    private static final String SOURCE_TOPICS = "source_topics";
    private static final String MODE = "mode";
    private static final String TOPIC = "topic";
    private static final Set<String> OWN = Set.of(
            TOPIC,
            GUARANTEE,
            MODE,
            INTERVAL,
            CONNECT,
            SOURCE_TOPICS,
            Settings.GROUP,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);

    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(60);
    private static final Duration USUAL_CONNECT = Duration.ofSeconds(60);

    private final Settings settings;

    SinkSettings(Map<String, String> properties) {
        Set<String> clients = new TreeSet<>(ProducerConfig.configNames());
        clients.addAll(AdminClientConfig.configNames());
        settings = new Settings(properties, OWN, clients);
        topic();
        mode();
        guarantee();
    }

    String topic() {
        return settings.required(TOPIC, "'panes'");
    }

    String mode() {
        return settings.choice(MODE, List.of(PaneRecords.LOG, PaneRecords.LATEST));
    }

    String guarantee() {
        return settings.choice(GUARANTEE, List.of(EXACTLY_ONCE, AT_LEAST_ONCE));
    }

    /** Whose offsets a commit writes. */
    String group() {
        return settings.required(Settings.GROUP, "the job's name: the offsets and the checkpoint's id are kept there");
    }

    /** The same for every process of the job, and for no other job: that is what shuts the older process out. */
    String transactionalId() {
        return settings.text(ProducerConfig.TRANSACTIONAL_ID_CONFIG).orElseGet(() -> group() + '-' + topic());
    }

    /** How the source's positions are to be understood; empty when it is not Kafka. */
    Optional<TopicNumbers> numbers() {
        List<String> topics = settings.names(SOURCE_TOPICS);
        return topics.isEmpty() ? Optional.empty() : Optional.of(new TopicNumbers(topics));
    }

    Failures failures() {
        return new Failures(settings.client());
    }

    Attempts attempts() {
        return new Attempts(failures(), settings.millis(CONNECT).orElse(USUAL_CONNECT));
    }

    /** A transaction lasts from one checkpoint to the next: with less time than that the broker aborts what is still to be committed. */
    Duration transactionTimeout() {
        Duration interval = settings.millis(INTERVAL).orElse(USUAL_INTERVAL);
        Duration least = interval.multipliedBy(2);
        Optional<Duration> said = settings.millis(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        if (said.isPresent() && said.get().compareTo(least) < 0) {
            throw new IllegalArgumentException("'" + ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + "' is "
                    + said.get().toMillis() + ", but a transaction lasts from one checkpoint to the next, every "
                    + interval.toMillis() + " ms, and a checkpoint may take as long again: let it be "
                    + least.toMillis() + " or more");
        }
        return said.orElse(least.compareTo(USUAL_INTERVAL) < 0 ? USUAL_INTERVAL : interval.multipliedBy(3));
    }

    /** A writer outside of transactions, after it was seen that the topic is there. */
    KafkaWriter openWriter() throws IOException {
        Attempts attempts = attempts();
        try (Admin admin = attempts.of("connecting to Kafka", () -> Admin.create(admin()))) {
            attempts.of("looking for the topic " + topic(), () -> {
                requireTopic(admin, attempts.each());
                return true;
            });
        }
        return attempts.of("connecting to Kafka", () -> new KafkaWriter(producer(), failures(), longest()));
    }

    /** Of a producer that writes each record once, whatever it has to try again. */
    Map<String, Object> producer() {
        Map<String, Object> config = settings.client(ProducerConfig.configNames());
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "5");
        config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        return config;
    }

    Map<String, Object> transactionalProducer() {
        Map<String, Object> config = new HashMap<>(producer());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId());
        config.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Math.toIntExact(transactionTimeout().toMillis()));
        return config;
    }

    /** Of a consumer that only asks what its group has committed. */
    Map<String, Object> reader() {
        Map<String, Object> config = settings.client(ConsumerConfig.configNames());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return config;
    }

    Map<String, Object> admin() {
        return settings.client(AdminClientConfig.configNames());
    }

    /** The longest record that the producer takes. */
    int longest() {
        String said = settings.client().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        Object usual = ProducerConfig.configDef().defaultValues().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return Math.toIntExact(Settings.number(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, said == null ? String.valueOf(usual) : said, 1));
    }

    /** A topic that the brokers do not know is told of, and not made. */
    void requireTopic(Admin admin, Duration timeout) throws Exception {
        Objects.requireNonNull(admin.describeTopics(
                        List.of(topic()), new DescribeTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis())))
                .allTopicNames()
                .get());
    }
}
