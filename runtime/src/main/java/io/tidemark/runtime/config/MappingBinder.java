// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.llm.format.CallField;
import io.tidemark.llm.format.CloudEventsFormat;
import io.tidemark.llm.format.FieldMapping;
import io.tidemark.llm.format.LangfuseFormat;
import io.tidemark.llm.format.LiteLlmFormat;
import io.tidemark.llm.format.MappingFormat;
import io.tidemark.llm.format.MappingOptions;
import io.tidemark.llm.format.MappingUnit;
import io.tidemark.llm.format.MappingUnit.Measure;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.runtime.yaml.YamlMapping;
import io.tidemark.runtime.yaml.YamlNode;
import io.tidemark.runtime.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where the fields of calls come from: {@code mapping} of a source. */
final class MappingBinder {
    /** Formats that have a mapping already, of which a job may change fields. */
    static final List<String> STACKS = List.of(LiteLlmFormat.NAME, LangfuseFormat.NAME);

    private static final String KEY = "mapping";
    private static final String PATH = "path";
    private static final String DEFAULT = "default";
    private static final String CSV = "csv";

    /** Up to 12 names, none of them empty, as the formats have paths. */
    private static final Value<String> PATHS =
            Values.text("a field path of at most 12 names", Pattern.compile("[^.$][^.]*(\\.[^.]+){0,11}"));

    private final List<String> columns;

    private MappingBinder(List<String> columns) {
        this.columns = columns;
    }

    /** Takes it as it is: which format it is for cannot be told. */
    static MappingOptions tolerate(Section section) {
        section.node(KEY);
        section.node(CloudEventsFormat.NAME);
        return MappingOptions.NONE;
    }

    /** Reads it from {@code section} of a source of {@code format}. */
    static MappingOptions bind(Section section, String format, List<String> columns) {
        if (!format.equals(MappingFormat.NAME) && !STACKS.contains(format)) {
            section.refuse(
                    KEY,
                    "is for the formats " + MappingFormat.NAME + ", " + String.join(" and ", STACKS)
                            + ", and this one is " + format);
            return MappingOptions.NONE;
        }
        if (STACKS.contains(format)) {
            return stack(section.section(KEY));
        }
        if (!section.has(KEY)) {
            section.missing(KEY, "for example 'mapping: {fields: {model: model, latency_ms: {path: took, unit: s}}}'");
            return MappingOptions.NONE;
        }
        Section mapping = section.section(KEY);
        boolean isCsv =
                mapping.get("input", Values.oneOf(List.of("json", CSV)), "json").equals(CSV);
        Map<String, FieldMapping> fields =
                new MappingBinder(isCsv ? columns : List.of()).fields(mapping.section("fields"));
        if (!mapping.has("fields")) {
            mapping.missing("fields", "for example 'fields: {model: model}'");
        }
        mapping.close();
        return new MappingOptions(isCsv, fields);
    }

    /** What the job says of a stack that has a mapping of its own. */
    private static MappingOptions stack(Section mapping) {
        Map<String, FieldMapping> fields = new MappingBinder(List.of()).fields(mapping.section("fields"));
        mapping.close();
        return new MappingOptions(false, fields);
    }

    private Map<String, FieldMapping> fields(Section section) {
        Map<String, FieldMapping> fields = new LinkedHashMap<>();
        for (String name : section.keys()) {
            Optional<Measure> measure = CallField.measure(name);
            if (measure.isEmpty()) {
                section.problem(name, "there is no such field of a call" + Nearest.hint(name, CallField.names()));
            } else {
                fields.put(name, field(section, name, measure.get()));
            }
        }
        return fields;
    }

    /** A path, a list of paths, a mapping with {@code path}, or a list of such. */
    private FieldMapping field(Section section, String name, Measure measure) {
        YamlNode node = section.node(name).orElseThrow();
        List<FieldMapping.Source> sources = new ArrayList<>();
        Optional<Object> fallback = Optional.empty();
        if (node instanceof YamlMapping) {
            fallback = described(section.section(name), measure, sources);
        } else if (isListOfMappings(node)) {
            for (Section described : section.sections(name)) {
                Optional<Object> last = described(described, measure, sources);
                fallback = last.isPresent() ? last : fallback;
            }
        } else {
            List<String> paths = section.list(name, PATHS);
            check(section, name, paths);
            add(paths, measure.units().get(0), Map.of(), sources);
        }
        if (sources.size() > FieldMapping.MAX_SOURCES) {
            section.problem(name, "expected at most " + FieldMapping.MAX_SOURCES + " paths, but got " + sources.size());
            return new FieldMapping(List.of(), fallback);
        }
        return new FieldMapping(sources, fallback);
    }

    private static boolean isListOfMappings(YamlNode node) {
        return node instanceof YamlSequence sequence
                && !sequence.items().isEmpty()
                && sequence.items().get(0) instanceof YamlMapping;
    }

    /** Adds the sources of {@code section}, and answers its default. */
    private Optional<Object> described(Section section, Measure measure, List<FieldMapping.Source> sources) {
        List<String> paths = section.list(PATH, PATHS);
        check(section, PATH, paths);
        if (!section.has(PATH) && !section.has(DEFAULT)) {
            section.missing(PATH, "for example 'path: usage.total'");
        }
        MappingUnit unit = section.get("unit", units(measure), measure.units().get(0));
        add(paths, unit, section.texts("values"), sources);
        Optional<Object> fallback = fallback(section, measure);
        section.close();
        return fallback;
    }

    private static Value<MappingUnit> units(Measure measure) {
        return Values.oneOfConstants(measure.units());
    }

    private static Optional<Object> fallback(Section section, Measure measure) {
        return switch (measure) {
            case TEXT -> section.optional(DEFAULT, Values.text("a text")).map(Object.class::cast);
            case FLAG -> section.optional(DEFAULT, Values.flag()).map(Object.class::cast);
            case TIME -> {
                section.refuse(DEFAULT, "is not for times: one that is made up puts a call in the wrong window");
                yield Optional.empty();
            }
            case NUMBER, DURATION, TOKENS, MONEY ->
                section.optional(DEFAULT, Values.decimal(-1e15, 1e15)).map(Object.class::cast);
        };
    }

    private static void add(
            List<String> paths, MappingUnit unit, Map<String, String> values, List<FieldMapping.Source> sources) {
        paths.forEach(path -> sources.add(new FieldMapping.Source(path, unit, values)));
    }

    /** Of CSV whose columns the job names, a path is one of them. */
    private void check(Section section, String key, List<String> paths) {
        for (String path : paths) {
            if (!columns.isEmpty() && !columns.contains(path)) {
                section.problem(key, "'" + path + "' is not one of the columns" + Nearest.hint(path, columns));
            }
        }
    }
}
