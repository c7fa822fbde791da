// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.bind;

import io.tidemark.runtime.problem.Mark;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.runtime.problem.Problems;
import io.tidemark.runtime.yaml.YamlMapping;
import io.tidemark.runtime.yaml.YamlNode;
import io.tidemark.runtime.yaml.YamlScalar;
import io.tidemark.runtime.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file, or its absence, from which values are read by key.
 *
 * <p>Protocol: ask for every key that may be there, then {@link #close}, which refuses the others. What is wrong is collected, and a fallback is answered, so that reading
 * goes on and all is told at once. What was read, and the defaults where nothing was given, are kept as the resolved configuration.
 */
public final class Section {
    private final Problems problems;
    private final String path;
    private final Mark mark;
    private final @Nullable YamlMapping mapping;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final Map<String, Object> resolved;

    private Section(
            Problems problems, String path, Mark mark, @Nullable YamlMapping mapping, Map<String, Object> resolved) {
        this.problems = problems;
        this.path = path;
        this.mark = mark;
        this.mapping = mapping;
        this.resolved = resolved;
    }

    /** The whole file. */
    public static Section root(YamlMapping mapping, Problems problems) {
        return new Section(problems, "", mapping.mark(), mapping, new LinkedHashMap<>());
    }

    /** Another file, {@code other}, whose problems are told with those of this one. */
    public Section ofOther(YamlMapping other) {
        return root(other, problems);
    }

    /** Whether the file has it. */
    public boolean isPresent() {
        return mapping != null;
    }

    /** Where it stands. */
    public Place place() {
        return new Place(mark, path);
    }

    /** Where {@code key} stands, or this section when the key is absent. */
    public Place place(String key) {
        YamlMapping.@Nullable Entry entry = entry(key);
        return new Place(entry == null ? mark : entry.mark(), pathOf(key));
    }

    /** What was read, by key; texts, numbers, truth values, and lists and maps of them. */
    public Map<String, Object> resolved() {
        return resolved;
    }

    /** The keys of the file, in order. */
    public Set<String> keys() {
        return mapping == null ? Set.of() : mapping.entries().keySet();
    }

    /** The keys that may be there, as far as they were asked for. */
    public Set<String> asked() {
        return asked;
    }

    /** Whether {@code key} is given. */
    public boolean has(String key) {
        return entry(key) != null;
    }

    /** Adds a problem with {@code key}. */
    public void problem(String key, String message) {
        Place place = place(key);
        problems.add(place.mark(), place.path(), message);
    }

    /** Adds a problem with {@code name} in the mapping {@code key}, or with the mapping where the name is not in it. */
    public void problem(String key, String name, String message) {
        YamlMapping.@Nullable Entry entry = entry(key);
        YamlMapping.@Nullable Entry inner =
                entry != null && entry.value() instanceof YamlMapping inside ? inside.get(name) : null;
        if (inner == null) {
            problem(key, "'" + name + "' " + message);
        } else {
            problems.add(inner.mark(), pathOf(key) + "." + name, message);
        }
    }

    /**
     * Says that {@code key} is missing. It is told when the section is closed, unless an unknown key turns out to be this one, written differently.
     */
    public void missing(String key, String message) {
        asked.add(key);
        missing.putIfAbsent(key, "missing; " + message);
    }

    /** Takes every key as known: what it should be cannot be told, because something else is wrong. */
    public void tolerateAll() {
        asked.addAll(keys());
    }

    /** Whether {@code key} is given but not what it should be. */
    public boolean isWrong(String key, Optional<?> value) {
        return has(key) && value.isEmpty();
    }

    /** How many problems there are, in this section and all others. */
    public int problemCount() {
        return problems.count();
    }

    /** Says that {@code key} is known but must not be here, and why. */
    public void refuse(String key, String why) {
        asked.add(key);
        if (has(key)) {
            problem(key, why);
        }
    }

    /** The value of {@code key}, or nothing. */
    public <T> Optional<T> optional(String key, Value<T> type) {
        asked.add(key);
        YamlMapping.@Nullable Entry entry = entry(key);
        return entry == null ? Optional.empty() : read(key, entry, type);
    }

    /** The value of {@code key}, or {@code fallback}, which is then part of the resolved configuration. */
    public <T> T get(String key, Value<T> type, T fallback) {
        Optional<T> value = optional(key, type);
        if (value.isEmpty() && !has(key)) {
            resolved.put(key, type.shown().show(fallback, Scalars.ofDefault(mark)));
        }
        return value.orElse(fallback);
    }

    /** The value of {@code key}; {@code example} is what to write when it is missing, {@code placeholder} what to go on with then. */
    public <T> T required(String key, Value<T> type, T placeholder, String example) {
        Optional<T> value = optional(key, type);
        if (value.isEmpty() && !has(key)) {
            missing(key, "for example '" + key + ": " + example + "'");
        }
        return value.orElse(placeholder);
    }

    /** As {@link #required}, of a value that may be null: the word stands for {@code ofNull}. */
    public <T> T requiredOrNull(String key, Value<T> type, T ofNull, String example) {
        YamlMapping.@Nullable Entry entry = entry(key);
        if (entry != null
                && entry.value() instanceof YamlScalar scalar
                && scalar.isNull()
                && !scalar.value().isEmpty()) {
            asked.add(key);
            resolved.put(key, type.shown().show(ofNull, scalar));
            return ofNull;
        }
        return required(key, type, ofNull, example);
    }

    /** The values of {@code key}: a list, or one value that stands for a list of it. Empty when absent. */
    public <T> List<T> list(String key, Value<T> type) {
        asked.add(key);
        YamlMapping.@Nullable Entry entry = entry(key);
        if (entry == null) {
            return List.of();
        }
        List<T> values = new ArrayList<>();
        List<Object> shown = new ArrayList<>();
        for (YamlNode item : Scalars.items(entry.value())) {
            String itemPath = pathOf(key) + (entry.value() instanceof YamlSequence ? "[" + shown.size() + "]" : "");
            Optional<YamlScalar> scalar = Scalars.scalar(item, itemPath, entry.mark(), problems);
            scalar.flatMap(text -> Scalars.parse(text, itemPath, type, problems))
                    .ifPresent(values::add);
            shown.add(scalar.flatMap(text -> Scalars.show(text, type)).orElse(""));
        }
        resolved.put(key, shown);
        return values;
    }

    /** The values of {@code key}, or {@code fallback}, which is then part of the resolved configuration. */
    public <T> List<T> list(String key, Value<T> type, List<T> fallback) {
        List<T> values = list(key, type);
        if (has(key)) {
            return values;
        }
        resolved.put(
                key,
                fallback.stream()
                        .map(value -> type.shown().show(value, Scalars.ofDefault(mark)))
                        .toList());
        return fallback;
    }

    /** Whether {@code key} is a list of nothing. */
    public boolean isEmptyList(String key) {
        YamlMapping.@Nullable Entry entry = entry(key);
        return entry != null
                && entry.value() instanceof YamlSequence sequence
                && sequence.items().isEmpty();
    }

    /** The section {@code key}, perhaps absent. */
    public Section section(String key) {
        asked.add(key);
        YamlMapping.@Nullable Entry entry = entry(key);
        if (entry == null) {
            return new Section(problems, pathOf(key), mark, null, inner(key));
        }
        return section(entry, pathOf(key), inner(key));
    }

    /** The sections in the list {@code key}. */
    public List<Section> sections(String key) {
        asked.add(key);
        YamlMapping.@Nullable Entry entry = entry(key);
        if (entry == null) {
            return List.of();
        }
        if (!(entry.value() instanceof YamlSequence sequence)) {
            problem(key, "expected a list, each item beginning with '- ', but got " + described(entry.value()));
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        List<Object> shown = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            Map<String, Object> inner = new LinkedHashMap<>();
            sections.add(
                    section(new YamlMapping.Entry(item.mark(), item), pathOf(key) + "[" + shown.size() + "]", inner));
            shown.add(inner);
        }
        resolved.put(key, shown);
        return sections;
    }

    /** The texts in the mapping {@code key}, whatever their keys. */
    public Map<String, String> texts(String key) {
        return texts(key, name -> false);
    }

    /** The same, of settings: those whose names say that they are secrets are masked in the resolved configuration. */
    public Map<String, String> settings(String key) {
        return texts(key, Secrets::isSecret);
    }

    /** The same, all of whose values nobody may see. */
    public Map<String, String> secrets(String key) {
        return texts(key, name -> true);
    }

    private Map<String, String> texts(String key, Predicate<String> isSecret) {
        Section section = section(key);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : section.keys()) {
            Value<String> type = isSecret.test(name) ? Values.secret("a text") : Values.text("a text");
            section.optional(name, type).ifPresent(text -> texts.put(name, text));
        }
        return texts;
    }

    /** The node at {@code key}, for readers of other shapes; {@link #resolve} then says what to show. */
    public Optional<YamlNode> node(String key) {
        asked.add(key);
        return Optional.ofNullable(entry(key)).map(YamlMapping.Entry::value);
    }

    /** Keeps {@code value} as what was read from {@code key}. */
    public void resolve(String key, Object value) {
        resolved.put(key, value);
    }

    /** Refuses every key that nobody asked for, and tells what is missing. */
    public void close() {
        for (String key : keys()) {
            if (!asked.contains(key)) {
                problem(key, "unknown key" + Nearest.hint(key, asked));
                Nearest.of(key, asked).ifPresent(missing::remove);
            }
        }
        missing.forEach(this::problem);
        missing.clear();
    }

    private Section section(YamlMapping.Entry entry, String at, Map<String, Object> inner) {
        if (entry.value() instanceof YamlMapping inside) {
            return new Section(problems, at, entry.mark(), inside, inner);
        }
        problems.add(entry.mark(), at, "expected keys and values, but got " + described(entry.value()));
        // What is missing in it is not worth telling.
        return new Section(new Problems(), at, entry.mark(), YamlMapping.empty(entry.mark()), inner);
    }

    private Map<String, Object> inner(String key) {
        Map<String, Object> inner = new LinkedHashMap<>();
        resolved.put(key, inner);
        return inner;
    }

    private <T> Optional<T> read(String key, YamlMapping.Entry entry, Value<T> type) {
        String at = pathOf(key);
        Optional<YamlScalar> scalar = Scalars.scalar(entry.value(), at, entry.mark(), problems);
        scalar.flatMap(text -> Scalars.show(text, type)).ifPresent(shown -> resolved.put(key, shown));
        return scalar.flatMap(text -> Scalars.parse(text, at, type, problems));
    }

    private YamlMapping.@Nullable Entry entry(String key) {
        return mapping == null ? null : mapping.get(key);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String described(YamlNode node) {
        return node instanceof YamlScalar scalar && scalar.isNull() ? "nothing" : node.kind();
    }
}
