// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.aggregate.AggregateArguments;
import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.Distribution;
import io.tidemark.aggregate.RowAggregateFactory;
import io.tidemark.detect.ValuePath;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.runtime.problem.Nearest;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The results of a view by name, and which of them are numbers. What a function yields nobody declares: it is asked for the result of one invented element, all of whose fields are 1.
 */
final class ResultNames {
    private final String view;
    private final boolean isJoined;
    private final List<String> names = new ArrayList<>();

    /** Results that are numbers, and members of results that are. */
    private final List<String> numbers = new ArrayList<>();

    /** Results of which nothing is known, for there is none of one element. */
    private final List<String> unknown = new ArrayList<>();

    /** Results whose accumulators know how their numbers are spread. */
    private final List<String> distributions = new ArrayList<>();

    private ResultNames(ViewConfig view) {
        this.view = view.name();
        isJoined = view.join().isPresent();
    }

    /** Those of {@code view}. */
    static ResultNames of(ViewConfig view, Vocabulary vocabulary) {
        ResultNames results = new ResultNames(view);
        for (AggregateConfig aggregate : view.aggregates()) {
            results.names.add(aggregate.name());
            RowAggregateFactory factory = vocabulary.aggregates().get(aggregate.fn());
            Object value = factory == null ? null : results.value(aggregate, factory);
            if (value == null) {
                results.unknown.add(aggregate.name());
            } else {
                results.add(aggregate.name(), value);
            }
        }
        return results;
    }

    private void add(String path, @Nullable Object value) {
        if (value instanceof Number) {
            numbers.add(path);
        } else if (value instanceof Map<?, ?> members) {
            members.forEach((member, inner) -> add(path + "." + member, inner));
        }
    }

    /** What is wrong with {@code path} as the name of a number, and what to do; empty if nothing is. */
    Optional<String> problem(String path) {
        if (numbers.contains(path)) {
            return Optional.empty();
        }
        if (names.stream().noneMatch(name -> path.equals(name) || path.startsWith(name + "."))) {
            return Optional.of("the view '" + view + "' has no result of this name" + Nearest.hint(path, numbers));
        }
        String result = ValuePath.of(path, names).result();
        if (unknown.contains(result)) {
            return Optional.empty();
        }
        List<String> members = numbers.stream()
                .filter(number -> number.equals(result) || number.startsWith(result + "."))
                .toList();
        return Optional.of(
                members.isEmpty()
                        ? "it is not a number"
                        : "it is not a number; there is " + String.join(", ", members));
    }

    /** What is wrong with {@code path} as the name of a result whose distribution is known. */
    Optional<String> distributionProblem(String path) {
        if (distributions.contains(path)) {
            return Optional.empty();
        }
        return Optional.of("the view '" + view + "' has no result of this name whose distribution is known"
                + (distributions.isEmpty()
                        ? ": add percentiles of the field"
                        : "; there is " + String.join(", ", distributions)));
    }

    private @Nullable Object value(AggregateConfig aggregate, RowAggregateFactory factory) {
        RowBinding rows = new RowBinding();
        RowBinding binding = isJoined ? rows.joined() : rows;
        try {
            AggregateFunction<? super Row, ?, ?> function =
                    factory.create(AggregateArguments.of(factory, aggregate.arguments(), binding));
            if (function.createAccumulator() instanceof Distribution) {
                distributions.add(aggregate.name());
            }
            return value(function, binding.schema());
        } catch (IllegalArgumentException e) {
            // What is wrong with it has been told.
            return null;
        }
    }

    private static <A> @Nullable Object value(AggregateFunction<? super Row, A, ?> function, RowSchema schema) {
        Row row = new Row(schema);
        for (int slot = 0; slot < schema.size(); slot++) {
            row.setDecimal(slot, 1);
        }
        A accumulator = function.createAccumulator();
        function.add(accumulator, row);
        return function.result(accumulator, Window.time(0, 1000));
    }
}
