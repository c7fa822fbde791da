// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads where panes, late elements and dead letters go. */
final class SinkBinder {
    /** The sinks that the job file's documentation names; more may be found. */
    static final List<String> KNOWN = List.of("stdout", "file", "kafka", "otlp", "jdbc");

    private static final List<String> OUTPUTS = List.of("file", "kafka", "stdout");
    private static final Value<String> TABLE_PREFIX = StateBinder.TABLE_PREFIX;

    private final String job;
    private final Vocabulary vocabulary;
    private final KafkaBinder kafka;

    /** For the job of that name. */
    SinkBinder(String job, Vocabulary vocabulary, KafkaBinder kafka) {
        this.job = job;
        this.vocabulary = vocabulary;
        this.kafka = kafka;
    }

    List<SinkConfig> bindAll(List<Section> sections) {
        Set<String> types = new LinkedHashSet<>(KNOWN);
        types.addAll(vocabulary.sinks());
        List<SinkConfig> sinks = new ArrayList<>();
        for (Section section : sections) {
            sinks.add(bind(section, Values.oneOf(types), true));
        }
        return sinks;
    }

    /** The late or the dead-letter output. */
    Optional<SinkConfig> bindOutput(Section section) {
        return section.isPresent() ? Optional.of(bind(section, Values.oneOf(OUTPUTS), false)) : Optional.empty();
    }

    private SinkConfig bind(Section section, Value<String> types, boolean forPanes) {
        String type = section.required("type", types, "", "file");
        Map<String, String> properties = new LinkedHashMap<>();
        switch (type) {
            case "stdout" -> {
                if (forPanes) {
                    properties.put("format", section.get("format", Values.oneOf(List.of("json", "table")), "json"));
                }
            }
            case "file" -> {
                properties.put("path", section.required("path", Values.text("a file"), "", "./data/panes.jsonl"));
                properties.put("mode", section.get("mode", Values.oneOf(List.of("append", "replace")), "append"));
            }
            case SinkConfig.KAFKA -> properties.putAll(forPanes ? kafka.sink(section) : kafka.letters(section));
            case SinkConfig.OTLP -> otlp(section, properties);
            case "jdbc" -> jdbc(section, properties);
            case "" -> section.keys().forEach(section::node);
            default -> properties.putAll(section.settings("properties"));
        }
        section.close();
        return new SinkConfig(section.place("type"), type, properties);
    }

    private void otlp(Section section, Map<String, String> properties) {
        String example = "http://localhost:4318";
        properties.put("endpoint", section.required("endpoint", Values.url("a URL of HTTP"), example, example));
        properties.put("service_name", section.get("service_name", Values.text("the name of a service"), job));
        section.secrets("headers").forEach((name, value) -> properties.put(OtlpSettings.HEADER + name, value));
        section.texts("attributes").forEach((name, value) -> properties.put(OtlpSettings.ATTRIBUTE + name, value));
        section.texts("names").forEach((name, value) -> properties.put(OtlpSettings.NAME + name, value));
        try {
            OtlpSettings.of(properties);
        } catch (IllegalArgumentException e) {
            section.problem("endpoint", String.valueOf(e.getMessage()));
        }
    }

    private static void jdbc(Section section, Map<String, String> properties) {
        String example = "jdbc:postgresql://localhost/tidemark";
        properties.put("url", section.required("url", Values.url("a JDBC URL"), "", example));
        section.optional("user", Values.secret("a user")).ifPresent(user -> properties.put("user", user));
        section.optional("password", Values.secret("a password"))
                .ifPresent(password -> properties.put("password", password));
        properties.put("table_prefix", section.get("table_prefix", TABLE_PREFIX, "tidemark_"));
    }
}
