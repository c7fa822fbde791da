// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateParameter;
import io.tidemark.aggregate.LiveTable;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Problems;
import io.tidemark.runtime.table.TableFile;
import io.tidemark.runtime.yaml.YamlMapping;
import io.tidemark.runtime.yaml.YamlReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of functions: a value for each of the parameters that a function says it has. */
final class ArgumentBinder {
    private final Path directory;
    private final Map<Id, TableFile> tables = new HashMap<>();

    /** Tables in files of their own are looked for in {@code directory}. */
    ArgumentBinder(Path directory) {
        this.directory = directory;
    }

    /** Of one file there is one table, however many use it, unless they read it differently. */
    private record Id(Path path, AggregateParameter parameter) {}

    /** The tables in files of their own that were read. */
    List<TableFile> tables() {
        return List.copyOf(tables.values());
    }

    /** Reads the arguments of {@code of}; other keys are left to others. */
    Map<String, Object> bind(Section section, List<AggregateParameter> parameters, String of) {
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

    private Optional<?> table(Section section, AggregateParameter parameter, String of) {
        String name = parameter.name();
        if (section.node(name).filter(YamlMapping.class::isInstance).isPresent()) {
            return tableOfFile(section.section(name), parameter, of);
        }
        List<Object> rows = rows(section, parameter, of);
        return section.has(name) ? Optional.of(rows) : Optional.empty();
    }

    private List<Object> rows(Section section, AggregateParameter parameter, String of) {
        List<Object> rows = new ArrayList<>();
        for (Section row : section.sections(parameter.name())) {
            rows.add(bind(row, parameter.columns(), of));
            row.close();
        }
        return rows;
    }

    /** A table that is in a file of its own, below the table's name. */
    private Optional<LiveTable> tableOfFile(Section reference, AggregateParameter parameter, String of) {
        String file = reference.required("file", Values.text("the path of a file"), "", parameter.name() + ".yaml");
        reference.close();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = directory.resolve(file);
            Id id = new Id(path, parameter);
            TableFile known = tables.get(id);
            if (known != null) {
                return Optional.of(known.table());
            }
            byte[] bytes = YamlReader.bytes(path, file);
            Section root = reference.ofOther(YamlReader.read(bytes, file));
            int before = root.problemCount();
            List<Object> rows = rowsOfFile(root, parameter, of);
            if (root.problemCount() > before) {
                return Optional.empty();
            }
            LiveTable table = new LiveTable(parameter, rows);
            tables.put(id, new TableFile(path, file, bytes, changed -> reread(changed, file, parameter, of), table));
            return Optional.of(table);
        } catch (ConfigurationException | InvalidPathException e) {
            reference.problem("file", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private List<Object> rowsOfFile(Section root, AggregateParameter parameter, String of) {
        if (!root.has(parameter.name())) {
            root.missing(parameter.name(), "a list, as it would stand in the job file");
        }
        List<Object> rows = rows(root, parameter, of);
        root.close();
        return rows;
    }

    private List<Object> reread(byte[] bytes, String file, AggregateParameter parameter, String of)
            throws ConfigurationException {
        Problems problems = new Problems();
        List<Object> rows = rowsOfFile(Section.root(YamlReader.read(bytes, file), problems), parameter, of);
        problems.throwIfAny();
        return rows;
    }

    /** When the file of a table of {@code arguments} changes, {@code check} gets them with the new rows; what it refuses with an {@code IllegalArgumentException} does not come to hold. */
    void checkChanges(
            Map<String, Object> arguments, List<AggregateParameter> parameters, Consumer<Map<String, Object>> check) {
        for (TableFile file : tables.values()) {
            for (AggregateParameter parameter : parameters) {
                if (arguments.get(parameter.name()) == file.table()) {
                    file.addUse(rows -> {
                        Map<String, Object> others = new LinkedHashMap<>(arguments);
                        others.put(parameter.name(), rows);
                        check.accept(others);
                    });
                }
            }
        }
    }
}
