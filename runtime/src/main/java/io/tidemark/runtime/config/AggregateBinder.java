// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.runtime.yaml.YamlMapping;
import io.tidemark.runtime.yaml.YamlReader;
import io.tidemark.runtime.yaml.YamlScalar;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a view computes: a preset, aggregates by name, or both. The function says which parameters there are. */
final class AggregateBinder {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final String PRESET = "preset";

    private final Vocabulary vocabulary;
    private final Path directory;

    /** Tables in files of their own are looked for in {@code directory}. */
    AggregateBinder(Vocabulary vocabulary, Path directory) {
        this.vocabulary = vocabulary;
        this.directory = directory;
    }

    /** Reads {@code section}; when {@code isJoined}, fields are those of joined elements. */
    List<AggregateConfig> bind(Section section, boolean isJoined) {
        List<AggregateConfig> aggregates = new ArrayList<>(preset(section, isJoined));
        for (String name : section.keys()) {
            if (name.equals(PRESET)) {
                continue;
            }
            if (aggregates.stream().anyMatch(aggregate -> aggregate.name().equals(name))) {
                section.problem(name, "the preset has an aggregate of this name already; choose another one");
            }
            if (!NAME.matcher(name).matches()) {
                section.problem(name, "a result's name has 1 to 64 letters, digits, '_', '-' and '.'");
            }
            refuseBareFunction(name, section);
            aggregate(name, section.section(name), isJoined).ifPresent(aggregates::add);
        }
        section.close();
        return aggregates;
    }

    private void refuseBareFunction(String name, Section section) {
        section.node(name)
                .filter(node -> node instanceof YamlScalar scalar
                        && vocabulary.aggregates().containsKey(scalar.value()))
                .ifPresent(node -> section.problem(
                        name, "expected keys and values; did you mean '{fn: " + ((YamlScalar) node).value() + "}'?"));
    }

    private List<AggregateConfig> preset(Section section, boolean isJoined) {
        Map<String, Map<String, Map<String, Object>>> presets = vocabulary.presets();
        Optional<String> name = section.optional(PRESET, Values.oneOf(presets.keySet()));
        List<AggregateConfig> aggregates = new ArrayList<>();
        presets.getOrDefault(name.orElse(""), Map.of()).forEach((result, arguments) -> {
            Map<String, Object> others = new LinkedHashMap<>(arguments);
            String fn = String.valueOf(others.remove("fn"));
            RowAggregateFactory factory = vocabulary.aggregates().get(fn);
            if (isJoined && factory != null) {
                // A preset reads fields by names of its own, which joined elements may not have.
                tryOut(section, PRESET, factory, others, true);
            }
            aggregates.add(new AggregateConfig(section.place(PRESET), result, fn, others));
        });
        return aggregates;
    }

    private Optional<AggregateConfig> aggregate(String name, Section section, boolean isJoined) {
        Optional<String> fn =
                section.optional("fn", Values.oneOf(vocabulary.aggregates().keySet()));
        @Nullable RowAggregateFactory factory = vocabulary.aggregates().get(fn.orElse(""));
        if (factory == null) {
            if (section.isPresent() && !section.has("fn")) {
                section.missing("fn", likelyFunction(name));
                section.close();
            }
            return Optional.empty();
        }
        int before = section.problemCount();
        Map<String, Object> arguments = arguments(section, factory.parameters(), factory.name());
        section.close();
        if (section.problemCount() == before) {
            tryOut(section, "fn", factory, arguments, isJoined);
        }
        return Optional.of(new AggregateConfig(section.place(), name, factory.name(), arguments));
    }

    private String likelyFunction(String name) {
        return Nearest.of(name, vocabulary.aggregates().keySet())
                .map(near -> "did you mean 'fn: " + near + "'?")
                .orElse("one of " + String.join(", ", vocabulary.aggregates().keySet()));
    }

    private Map<String, Object> arguments(Section section, List<AggregateParameter> parameters, String of) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (AggregateParameter parameter : parameters) {
            argument(section, parameter, of).ifPresent(value -> arguments.put(parameter.name(), value));
            if (parameter.required() && !section.has(parameter.name())) {
                section.missing(
                        parameter.name(),
                        "'" + of + "' needs " + AggregateArguments.expected(parameter) + ": "
                                + parameter.description());
            }
        }
        return arguments;
    }

    private Optional<?> argument(Section section, AggregateParameter parameter, String of) {
        return switch (parameter.type()) {
            case FIELD -> value(section, parameter, Values.text("a field path"), String.class);
            case TEXT -> value(section, parameter, Values.text("a text"), String.class);
            case BOOLEAN -> value(section, parameter, Values.flag(), Boolean.class);
            case INTEGER -> value(section, parameter, whole(parameter), Long.class);
            case NUMBER -> value(section, parameter, number(parameter), Double.class);
            case NUMBERS -> numbers(section, parameter);
            case TABLE -> table(section, parameter, of);
        };
    }

    private static <T> Optional<T> value(Section section, AggregateParameter parameter, Value<T> type, Class<T> form) {
        @Nullable Object fallback = parameter.defaultValue();
        return fallback == null
                ? section.optional(parameter.name(), type)
                : Optional.of(section.get(parameter.name(), type, form.cast(fallback)));
    }

    private static Value<Long> whole(AggregateParameter parameter) {
        return Values.integer((long) parameter.least(), (long) parameter.most());
    }

    private static Value<Double> number(AggregateParameter parameter) {
        return Values.decimal(parameter.least(), parameter.most());
    }

    private static Optional<List<Double>> numbers(Section section, AggregateParameter parameter) {
        if (section.isEmptyList(parameter.name())) {
            section.problem(
                    parameter.name(), "expected " + AggregateArguments.expected(parameter) + ", but got an empty list");
        }
        List<Double> numbers = parameter.defaultValue() instanceof List<?> fallback
                ? section.list(
                        parameter.name(),
                        number(parameter),
                        fallback.stream().map(Double.class::cast).toList())
                : section.list(parameter.name(), number(parameter));
        return numbers.isEmpty() ? Optional.empty() : Optional.of(numbers);
    }

    private Optional<List<?>> table(Section section, AggregateParameter parameter, String of) {
        String name = parameter.name();
        boolean isInFile =
                section.node(name).filter(YamlMapping.class::isInstance).isPresent();
        List<Object> rows = new ArrayList<>();
        for (Section row : isInFile ? rowsOfFile(section.section(name), name) : section.sections(name)) {
            rows.add(arguments(row, parameter.columns(), of));
            row.close();
        }
        return section.has(name) ? Optional.of(rows) : Optional.empty();
    }

    /** The rows of a table that is in a file of its own, below the table's name. */
    private List<Section> rowsOfFile(Section reference, String name) {
        String file = reference.required("file", Values.text("the path of a file"), "", name + ".yaml");
        reference.close();
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            Section table = reference.ofOther(YamlReader.read(directory.resolve(file), file));
            if (!table.has(name)) {
                table.missing(name, "a list, as it would stand in the job file");
            }
            List<Section> rows = table.sections(name);
            table.close();
            return rows;
        } catch (ConfigurationException | InvalidPathException e) {
            reference.problem("file", String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /** Makes the function once, to hear now what its factory has against arguments that are right one by one. */
    private static void tryOut(
            Section section, String key, RowAggregateFactory factory, Map<String, Object> arguments, boolean isJoined) {
        RowBinding rows = new RowBinding();
        try {
            factory.create(AggregateArguments.of(factory, arguments, isJoined ? rows.joined() : rows));
        } catch (IllegalArgumentException e) {
            section.problem(key, String.valueOf(e.getMessage()));
        }
    }
}
