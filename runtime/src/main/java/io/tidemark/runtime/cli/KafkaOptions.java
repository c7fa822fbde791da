// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.connector.kafka.KafkaFeed;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.generate.KafkaEvents;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which topic, and how it is reached. */
final class KafkaOptions {
    /** Who waits at a terminal wants to know soon that nobody answers. */
    private static final String PATIENCE_MILLIS = "10000";

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "With --to kafka: the topic; default: feedback-events.")
    private @Nullable String topic;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "With --to kafka: where the brokers are; default: localhost:9092.")
    private @Nullable String servers;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description =
                    "With --to kafka: a property of Kafka's producer, such as security.protocol=SSL. May come more than once.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "--create-topic", description = "With --to kafka: make the topic if it is missing.")
    private boolean isToCreate;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "With --create-topic: of how many partitions; default: 4.")
    private @Nullable String partitions;

    /** Refuses what is without effect when nothing goes to Kafka. */
    void refuseUnused() throws ConfigurationException {
        boolean isUsed = topic != null || servers != null || !properties.isEmpty() || isToCreate || partitions != null;
        if (isUsed) {
            throw new ConfigurationException(
                    Mark.option("--to"),
                    "",
                    "--topic, --bootstrap-servers, --property, --create-topic and --partitions are for '--to kafka'");
        }
    }

    /** Connects. */
    KafkaEvents open() throws IOException, ConfigurationException {
        long count = GenerateOptions.read("--partitions", partitions, Values.integer(1, 1024), 4L);
        if (partitions != null && !isToCreate) {
            throw new ConfigurationException(
                    Mark.option("--partitions"), "", "only a topic that is made can be told: add --create-topic");
        }
        try {
            return new KafkaEvents(isToCreate ? KafkaFeed.create(settings(), (int) count) : KafkaFeed.open(settings()));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(Mark.option("--property"), "", String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(properties);
        settings.putIfAbsent("connect_timeout_ms", PATIENCE_MILLIS);
        settings.put("topic", topic == null ? "feedback-events" : topic);
        if (servers != null || !settings.containsKey("bootstrap.servers")) {
            settings.put("bootstrap.servers", servers == null ? "localhost:9092" : servers);
        }
        return settings;
    }
}
