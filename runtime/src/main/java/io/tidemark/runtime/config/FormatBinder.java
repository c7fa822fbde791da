// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.llm.format.CloudEventsFormat;
import io.tidemark.llm.format.DecoderOptions;
import io.tidemark.llm.format.TimestampFormat;
import io.tidemark.llm.format.TimestampOptions;
import io.tidemark.llm.format.TimestampOptions.From;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.yaml.YamlNode;
import io.tidemark.runtime.yaml.YamlScalar;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads how records become elements. */
final class FormatBinder {
    /** The formats that the job file's documentation names; more may be found. */
    static final List<String> KNOWN = List.of(
            "feedback_event",
            "otlp",
            "otlp_json",
            "otlp_proto",
            "cloudevents",
            "litellm",
            "langfuse",
            "mapping",
            "json",
            "csv");

    /** Sources whose records have no time of their own. */
    private static final Set<String> TIMELESS = Set.of(SourceConfig.FILE, SourceConfig.GENERATOR);

    private static final String DEFAULT = "feedback_event";
    private static final long MAX_BYTES = DecoderOptions.MAX_RECORD_BYTES;

    private FormatBinder() {}

    /** Reads {@code section} of a source of {@code type}. */
    static FormatConfig bind(Section section, String type, Vocabulary vocabulary) {
        Set<String> names = new LinkedHashSet<>(KNOWN);
        names.addAll(vocabulary.formats());
        int problems = section.problemCount();
        String name = section.get("format", Values.oneOf(names), DEFAULT);
        boolean isWrong = section.problemCount() > problems;
        String data = isWrong ? "" : data(section, name, names);
        List<String> columns = section.list("columns", Values.text("the name of a column"));
        return new FormatConfig(
                section.place("format"),
                name,
                section.place("timestamp"),
                timestamp(section.section("timestamp"), TIMELESS.contains(type)),
                section.texts("fields"),
                constants(section.section("constants")),
                section.get("type_field", Values.text("a field path"), "type"),
                columns,
                isWrong
                        ? MappingBinder.tolerate(section)
                        : MappingBinder.bind(section, data.isEmpty() ? name : data, columns),
                data,
                section.get("max_record_bytes", Values.integer(1, 1 << 30), MAX_BYTES)
                        .intValue());
    }

    /** The format of what is in an envelope; empty when {@code format} is none. */
    private static String data(Section section, String format, Set<String> names) {
        String key = CloudEventsFormat.NAME;
        if (!format.equals(key)) {
            section.refuse(key, "is for the format " + key + ", and this one is " + format);
            return "";
        }
        Set<String> inner = new LinkedHashSet<>(names);
        inner.remove(key);
        Section envelope = section.section(key);
        String data = envelope.get("data", Values.oneOf(inner), "json");
        envelope.close();
        return data;
    }

    /** Values as YAML types them: in quotes a text, else perhaps a number or a truth value. */
    private static Map<String, Object> constants(Section section) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (String name : section.keys()) {
            YamlNode node = section.node(name).orElseThrow();
            if (!(node instanceof YamlScalar scalar) || scalar.isNull()) {
                section.problem(name, "expected a text, a number, true or false");
                continue;
            }
            Object value = scalar.plain() ? typed(scalar.value()) : scalar.value();
            constants.put(name, value);
            section.resolve(name, scalar.fromEnvironment() ? scalar.written() : value);
        }
        return constants;
    }

    private static Object typed(String text) {
        Optional<?> truth = Values.flag().reader().apply(text);
        Optional<?> whole =
                Values.integer(Long.MIN_VALUE, Long.MAX_VALUE).reader().apply(text);
        Optional<?> number =
                Values.decimal(-Double.MAX_VALUE, Double.MAX_VALUE).reader().apply(text);
        return Stream.of(truth, whole, number)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Object.class::cast)
                .orElse(text);
    }

    private static TimestampOptions timestamp(Section section, boolean isTimeless) {
        From from = section.get("from", Values.oneOf(From.class), From.EVENT);
        if (from == From.RECORD && isTimeless) {
            section.problem("from", "files and generated events have no times of records; use event or ingestion");
        }
        if (from != From.EVENT) {
            for (String key : List.of("field", "format", "time_zone")) {
                section.refuse(
                        key,
                        "is for timestamps from the event, and this one is from the "
                                + (from == From.RECORD ? "record" : "ingestion"));
            }
            section.close();
            return from == From.RECORD ? TimestampOptions.record() : TimestampOptions.ingestion();
        }
        String field = section.get("field", Values.text("a field path"), "timestamp");
        TimestampFormat format = format(section);
        section.close();
        return TimestampOptions.event(field, format);
    }

    private static TimestampFormat format(Section section) {
        String name = section.get("format", Values.text("rfc3339, epoch_ms, epoch_s or a pattern"), "rfc3339");
        ZoneId zone = section.get("time_zone", Values.zone(), ZoneOffset.UTC);
        try {
            return TimestampFormat.named(name, zone);
        } catch (IllegalArgumentException e) {
            section.problem(
                    "format",
                    "expected rfc3339, epoch_ms, epoch_s or a pattern such as 'yyyy-MM-dd HH:mm:ss': "
                            + e.getMessage());
            return TimestampFormat.RFC_3339;
        }
    }
}
