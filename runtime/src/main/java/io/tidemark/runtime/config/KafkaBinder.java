// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.connector.kafka.KafkaSinks;
import io.tidemark.connector.kafka.SettingException;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Reads what a sink or output in Kafka has of its own, and adds what it must know of the rest of the job. */
final class KafkaBinder {
    private static final String SERVERS = "bootstrap.servers";
    private static final String NO_SERVERS =
            "it needs bootstrap.servers: 'properties: {bootstrap.servers: \"localhost:9092\"}'";
    private static final String AT_LEAST_ONCE = "at_least_once";
    private static final String EXACTLY_ONCE = "exactly_once";

    /** What the job says already, and where. */
    private static final Map<String, String> OF_THE_JOB = Map.of(
            "group.id", "is that of the source",
            "source_topics", "are the topics of the source",
            "checkpoint_interval_ms", "is that of 'checkpointing'",
            "topic", "stands beside 'properties', not in it",
            "guarantee", "stands beside 'properties', not in it",
            "mode", "stands beside 'properties', not in it",
            "too_large", "stands beside 'properties', not in it");

    private final String job;
    private final SourceConfig source;
    private final CheckpointConfig checkpoints;
    private final boolean hasDeadLetters;
    private boolean hasCommitPoint;

    /** For the job of that name, which has an output of dead letters or none. */
    KafkaBinder(String job, SourceConfig source, CheckpointConfig checkpoints, boolean hasDeadLetters) {
        this.job = job;
        this.source = source;
        this.checkpoints = checkpoints;
        this.hasDeadLetters = hasDeadLetters;
    }

    /** A sink of panes. */
    Map<String, String> sink(Section section) {
        Map<String, String> properties = output(section);
        String guarantee = section.get("guarantee", Values.oneOf(List.of(EXACTLY_ONCE, AT_LEAST_ONCE)), EXACTLY_ONCE);
        properties.put("guarantee", guarantee);
        properties.put("mode", section.get("mode", Values.oneOf(List.of("log", "latest")), "log"));
        String tooLarge = section.get("too_large", Values.oneOf(List.of("fail", "dead_letter")), "fail");
        properties.put("too_large", tooLarge);
        if (tooLarge.equals("dead_letter") && !hasDeadLetters) {
            section.problem(
                    "too_large",
                    "the job has no output of dead letters: add 'dead_letter: {type: kafka, topic: ...}' or one in a"
                            + " file, or say 'too_large: fail'");
        }
        if (guarantee.equals(EXACTLY_ONCE)) {
            requireCommitPoint(section);
        }
        check(section, properties, KafkaSinks::check);
        return properties;
    }

    /** An output of late elements or dead letters. */
    Map<String, String> letters(Section section) {
        Map<String, String> properties = output(section);
        properties.put("guarantee", AT_LEAST_ONCE);
        check(section, properties, KafkaSinks::check);
        return properties;
    }

    private Map<String, String> output(Section section) {
        Map<String, String> properties = new LinkedHashMap<>(section.settings("properties"));
        OF_THE_JOB.forEach((key, why) -> {
            if (properties.remove(key) != null) {
                section.problem("properties", key, "remove it: it " + why);
            }
        });
        if (!properties.containsKey(SERVERS)) {
            takeOver(properties);
        }
        if (!properties.containsKey(SERVERS)) {
            section.missing("properties", NO_SERVERS);
        }
        String topic = section.required("topic", Values.text("the name of a topic"), "", "panes");
        if (source.isKafka()
                && List.of(source.properties().getOrDefault("topics", "").split(","))
                        .contains(topic)
                && Objects.equals(source.properties().get(SERVERS), properties.get(SERVERS))) {
            section.problem("topic", "is a topic of the source: the job would read what it writes, without end");
        }
        properties.put("topic", topic);
        properties.put("group.id", source.properties().getOrDefault("group.id", job));
        properties.put("source_topics", source.isKafka() ? source.properties().getOrDefault("topics", "") : "");
        properties.put("checkpoint_interval_ms", Long.toString(checkpoints.intervalSeconds() * 1000));
        return properties;
    }

    /** What names no brokers goes to those of the source, in the same way. */
    private void takeOver(Map<String, String> properties) {
        if (source.isKafka()) {
            source.properties().forEach((key, value) -> {
                if (key.equals(SERVERS)
                        || key.startsWith("security.")
                        || key.startsWith("sasl.")
                        || key.startsWith("ssl.")) {
                    properties.putIfAbsent(key, value);
                }
            });
        }
    }

    private void requireCommitPoint(Section section) {
        String instead = ", or say 'guarantee: at_least_once'";
        if (hasCommitPoint) {
            section.problem(
                    "guarantee",
                    "another sink of this job writes exactly once already, and its commit is that of the job: say"
                            + " 'guarantee: at_least_once'");
        } else if (!source.type().isEmpty() && !source.isKafka()) {
            section.problem(
                    "guarantee",
                    "exactly_once commits the panes with the source's offsets, and the source is of type '"
                            + source.type() + "': read from Kafka" + instead);
        } else if (source.isKafka() && !checkpoints.enabled()) {
            section.problem(
                    "guarantee", "exactly_once commits the panes at checkpoints: enable 'checkpointing'" + instead);
        }
        hasCommitPoint = true;
    }

    /** Lets {@code connector} look at {@code properties}; of names that it does not know it tells all. */
    static void check(Section section, Map<String, String> properties, Consumer<Map<String, String>> connector) {
        if (!properties.containsKey(SERVERS)) {
            return;
        }
        Map<String, String> left = new HashMap<>(properties);
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            try {
                connector.accept(left);
            } catch (SettingException e) {
                tell(section, e);
                goesOn = e.isUnknown() && left.remove(e.key()) != null;
            } catch (IllegalArgumentException e) {
                section.problem("properties", String.valueOf(e.getMessage()));
            }
        }
    }

    private static void tell(Section section, SettingException wrong) {
        if (section.has(wrong.key())) {
            section.problem(wrong.key(), wrong.what());
        } else {
            section.problem("properties", wrong.key(), wrong.what());
        }
    }
}
