// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.runtime.yaml.YamlScalar;
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
    private final ArgumentBinder binder;

    AggregateBinder(Vocabulary vocabulary, ArgumentBinder binder) {
        this.vocabulary = vocabulary;
        this.binder = binder;
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
        Map<String, Object> arguments = binder.bind(section, factory.parameters(), factory.name());
        section.close();
        if (section.problemCount() == before) {
            tryOut(section, "fn", factory, arguments, isJoined);
            binder.checkChanges(arguments, factory.parameters(), changed -> create(factory, changed, isJoined));
        }
        return Optional.of(new AggregateConfig(section.place(), name, factory.name(), arguments));
    }

    private String likelyFunction(String name) {
        return Nearest.of(name, vocabulary.aggregates().keySet())
                .map(near -> "did you mean 'fn: " + near + "'?")
                .orElse("one of " + String.join(", ", vocabulary.aggregates().keySet()));
    }

    /** Makes the function once, to hear now what its factory has against arguments that are right one by one. */
    private static void tryOut(
            Section section, String key, RowAggregateFactory factory, Map<String, Object> arguments, boolean isJoined) {
        try {
            create(factory, arguments, isJoined);
        } catch (IllegalArgumentException e) {
            section.problem(key, String.valueOf(e.getMessage()));
        }
    }

    private static void create(RowAggregateFactory factory, Map<String, Object> arguments, boolean isJoined) {
        RowBinding rows = new RowBinding();
        factory.create(AggregateArguments.of(factory, arguments, isJoined ? rows.joined() : rows));
    }
}
