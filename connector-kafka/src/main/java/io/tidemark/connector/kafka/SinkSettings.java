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
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** What a job says about a sink, checked, and what becomes of it for Kafka's clients. */
final class SinkSettings {
    static final String EXACTLY_ONCE = "exactly_once";
    static final String AT_LEAST_ONCE = "at_least_once";
    static final String GUARANTEE = "guarantee";
    static final String TOO_LARGE = "too_large";

    private static final String INTERVAL = "checkpoint_interval_ms";
    private static final String CONNECT = "connect_timeout_ms";
    private static final String SOURCE_TOPICS = "source_topics";
    private static final String MODE = "mode";
    private static final String TOPIC = "topic";
    private static final Set<String> OWN = Set.of(
            TOPIC,
            GUARANTEE,
            TOO_LARGE,
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
        lettersLarge();
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

    boolean isExactlyOnce() {
        return guarantee().equals(EXACTLY_ONCE);
    }

    /** Whether panes that are too large are dead letters, rather than errors. */
    boolean lettersLarge() {
        return settings.choice(TOO_LARGE, List.of("fail", "dead_letter")).equals("dead_letter");
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
            throw new SettingException(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                    "is " + said.get().toMillis() + ", but a transaction lasts from one checkpoint to the next, every "
                            + interval.toMillis() + " ms, and a checkpoint may take as long again: let it be "
                            + least.toMillis() + " or more");
        }
        return said.orElse(least.compareTo(USUAL_INTERVAL) < 0 ? USUAL_INTERVAL : interval.multipliedBy(3));
    }

    /**
     * A writer outside of transactions, after it was seen that the topic is there.
     *
     * @param mustFit whether a record that the writer takes must be sure to fit into the topic
     */
    KafkaWriter openWriter(boolean mustFit) throws IOException {
        Attempts attempts = attempts();
        SizeLimit limit;
        try (Admin admin = attempts.of("connecting to Kafka", () -> Admin.create(admin()))) {
            limit = limit(admin, attempts, mustFit);
        }
        return attempts.of("connecting to Kafka", () -> new KafkaWriter(producer(), failures(), limit));
    }

    /** Sees that the topic is there, and how long a record may be; a topic counts compressed bytes, so its own limit counts only where a record must be sure to fit. */
    SizeLimit limit(Admin admin, Attempts attempts, boolean mustFit) throws IOException {
        SizeLimit producers = new SizeLimit(longest(), ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return attempts.of("looking for the topic " + topic(), () -> {
            requireTopic(admin, attempts.each());
            return mustFit ? producers.andOf(topic(), admin, attempts.each()) : producers;
        });
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
    private int longest() {
        String said = settings.client().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        Object usual = ProducerConfig.configDef().defaultValues().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return Math.toIntExact(Settings.number(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, said == null ? String.valueOf(usual) : said, 1));
    }

    /** Makes the topic, with as many copies as the brokers usually keep, unless it is there. */
    void makeTopic(int partitions) throws IOException {
        Attempts attempts = attempts();
        try (Admin admin = attempts.of("connecting to Kafka", () -> Admin.create(admin()))) {
            attempts.of("creating the topic " + topic(), () -> {
                createTopic(admin, partitions, attempts.each());
                return true;
            });
        }
    }

    private void createTopic(Admin admin, int partitions, Duration timeout) throws Exception {
        NewTopic topic = new NewTopic(topic(), Optional.of(partitions), Optional.empty());
        CreateTopicsOptions options = new CreateTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        try {
            admin.createTopics(List.of(topic), options).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** A topic that the brokers do not know is told of, and not made. */
    private void requireTopic(Admin admin, Duration timeout) throws Exception {
        Objects.requireNonNull(admin.describeTopics(
                        List.of(topic()), new DescribeTopicsOptions().timeoutMs(Math.toIntExact(timeout.toMillis())))
                .allTopicNames()
                .get());
    }
}
