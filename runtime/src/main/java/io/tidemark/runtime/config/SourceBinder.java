// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.connector.kafka.KafkaSource;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where records come from: the type says which other keys there may be. */
final class SourceBinder {
    /** The sources that the job file's documentation names; more may be found. */
    static final List<String> KNOWN = List.of("kafka", "file", "generator", "http");

    /** Those that have keys of their own instead of properties. */
    private static final Set<String> OWN_KEYS = Set.of(SourceConfig.FILE, SourceConfig.GENERATOR, SourceConfig.HTTP);

    private static final String KAFKA = SourceConfig.KAFKA;

    private final Vocabulary vocabulary;
    private final String job;

    /** For the job of that name. */
    SourceBinder(Vocabulary vocabulary, String job) {
        this.vocabulary = vocabulary;
        this.job = job;
    }

    SourceConfig bind(Section section) {
        Set<String> types = new LinkedHashSet<>(KNOWN);
        types.addAll(vocabulary.sources());
        Optional<String> chosen = section.optional("type", Values.oneOf(types));
        String type = chosen.orElse("");
        if (section.isWrong("type", chosen)) {
            section.tolerateAll();
            FormatConfig format = FormatBinder.bind(section, type, vocabulary);
            return new SourceConfig(
                    section.place("type"),
                    type,
                    format,
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of());
        }
        FormatConfig format = FormatBinder.bind(section, type, vocabulary);
        SourceConfig source = new SourceConfig(
                section.place("type"),
                type,
                format,
                partitions(section),
                paths(section, type),
                generator(section, type),
                ingest(section, type, format),
                properties(section, type));
        section.close();
        return source;
    }

    private static List<Integer> partitions(Section section) {
        List<Integer> partitions = section.list("partitions", Values.integer(0, 65_535)).stream()
                .map(Long::intValue)
                .toList();
        if (new HashSet<>(partitions).size() < partitions.size()) {
            section.problem("partitions", "a partition is here twice; remove one");
        }
        return partitions;
    }

    private static List<String> paths(Section section, String type) {
        if (type.equals(SourceConfig.HTTP)) {
            return List.of();
        }
        if (!type.equals(SourceConfig.FILE)) {
            section.refuse("path", belongsTo(SourceConfig.FILE, type));
            return List.of();
        }
        if (section.isEmptyList("path")) {
            section.problem("path", "name at least one file, for example 'path: data/events.jsonl'");
        }
        List<String> paths = section.list("path", Values.text("a file, or a pattern such as data/*.jsonl"));
        if (!section.has("path")) {
            section.missing("path", "for example 'path: data/events.jsonl' or a list of files");
        }
        return paths;
    }

    private static Optional<GeneratorConfig> generator(Section section, String type) {
        if (type.equals(SourceConfig.GENERATOR)) {
            return Optional.of(GeneratorBinder.bind(section));
        }
        GeneratorBinder.KEYS.forEach(key -> section.refuse(key, belongsTo(SourceConfig.GENERATOR, type)));
        return Optional.empty();
    }

    private static Optional<IngestConfig> ingest(Section section, String type, FormatConfig format) {
        if (type.equals(SourceConfig.HTTP)) {
            return Optional.of(IngestBinder.bind(section, format));
        }
        IngestBinder.KEYS.forEach(key -> section.refuse(key, belongsTo(SourceConfig.HTTP, type)));
        return Optional.empty();
    }

    private Map<String, String> properties(Section section, String type) {
        Map<String, String> properties = new HashMap<>();
        if (!type.isEmpty() && !OWN_KEYS.contains(type)) {
            properties.putAll(section.settings("properties"));
        } else {
            section.refuse("properties", belongsTo(KAFKA, type));
        }
        if (!type.equals(KAFKA)) {
            section.refuse("topics", belongsTo(KAFKA, type));
            return properties;
        }
        List<String> topics = section.list("topics", Values.text("the name of a topic"));
        if (section.isEmptyList("topics")) {
            section.problem("topics", "name at least one topic, for example 'topics: [feedback-events]'");
        }
        if (!section.has("topics")) {
            section.missing("topics", "for example 'topics: [feedback-events]'");
        }
        if (!properties.containsKey("bootstrap.servers")) {
            section.missing(
                    "properties", "it needs bootstrap.servers: 'properties: {bootstrap.servers: \"localhost:9092\"}'");
        }
        properties.put("topics", String.join(",", topics));
        if (!topics.isEmpty()) {
            KafkaBinder.check(section, properties, KafkaSource::new);
        }
        properties.putIfAbsent("group.id", job);
        return properties;
    }

    private static String belongsTo(String owner, String type) {
        return "is for the source type '" + owner + "', and "
                + (type.isEmpty() ? "no type is given" : "this one is '" + type + "'");
    }
}
