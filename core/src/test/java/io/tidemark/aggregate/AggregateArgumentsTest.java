// SPDX-License-Identifier: Apache-2.0
package io.tidemark.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.element.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class AggregateArgumentsTest {
    private final List<String> paths = new ArrayList<>();

    @Test
    void values_take_the_form_of_their_type() {
        AggregateArguments arguments = of(Map.of(
                "field",
                "latency_ms",
                "percentile",
                95,
                "limit",
                10,
                "sample",
                false,
                "label",
                "",
                "levels",
                List.of(50, 99.9),
                "prices",
                List.of(Map.of("model", "gpt-*", "input", 3))));

        assertThat(arguments.path("field")).isEqualTo("latency_ms");
        assertThat(arguments.slot("field")).isZero();
        assertThat(paths).containsExactly("latency_ms");
        assertThat(arguments.number("percentile")).isEqualTo(95.0);
        assertThat(arguments.integer("limit")).isEqualTo(10);
        assertThat(arguments.flag("sample")).isFalse();
        assertThat(arguments.text("label")).isEmpty();
        assertThat(arguments.numbers("levels")).containsExactly(50.0, 99.9);
        assertThat(arguments.table("prices")).containsExactly(Map.of("model", "gpt-*", "input", 3.0));
    }

    @Test
    void defaults_hold_where_nothing_is_given() {
        AggregateArguments arguments = of(Map.of("field", "cost"));

        assertThat(arguments.flag("sample")).isTrue();
        assertThat(arguments.has("percentile")).isFalse();
        assertThatThrownBy(() -> arguments.number("percentile")).hasMessage("no argument 'percentile'");
    }

    @Test
    void what_is_wrong_is_named_with_what_was_expected() {
        refused(Map.of(), "'field' is missing: a field path");
        refused(Map.of("field", ""), "'field' must be a field path, not ");
        refused(Map.of("field", 3), "'field' must be a field path, not 3");
        refused(Map.of("field", "a", "percentile", 101), "'percentile' must be a number in [0, 100], not 101");
        refused(Map.of("field", "a", "percentile", Double.NaN), "'percentile' must be a number in [0, 100], not NaN");
        refused(Map.of("field", "a", "limit", 1.5), "'limit' must be a whole number, not 1.5");
        refused(Map.of("field", "a", "sample", "yes"), "'sample' must be true or false, not yes");
        refused(Map.of("field", "a", "levels", List.of()), "'levels' must be a list of numbers in (0, 100], not []");
        refused(
                Map.of("field", "a", "levels", List.of(50, 200)),
                "'levels' must be a list of numbers in (0, 100], not [50, 200]");
        for (Object none : List.of(0, -0.0, -1)) {
            refused(
                    Map.of("field", "a", "levels", List.of(50, none)),
                    "'levels' must be a list of numbers in (0, 100], not [50, " + none + "]");
        }
        refused(
                Map.of("field", "a", "perzentile", 95),
                "'perzentile' is unknown; there are [field, percentile, limit, sample, label, levels, prices]");
    }

    @Test
    void what_is_wrong_in_a_table_is_named_with_its_place() {
        refused(Map.of("field", "a", "prices", 3), "'prices' must be a list of objects, not 3");
        refused(
                Map.of("field", "a", "prices", List.of(Map.of("model", "a", "input", 1), Map.of("input", 1))),
                "'prices[1].model' is missing: a text");
        refused(
                Map.of("field", "a", "prices", List.of(Map.of("model", "a", "input", -1))),
                "'prices[0].input' must be a number in [0, 1000], not -1");
        refused(
                Map.of("field", "a", "prices", List.of(Map.of("model", "a", "output", 1))),
                "'prices[0].output' is unknown; there are [model, input]");
    }

    private void refused(Map<String, ?> given, String message) {
        assertThatThrownBy(() -> of(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private AggregateArguments of(Map<String, ?> given) {
        return AggregateArguments.of(new EveryType(), given, new Fields());
    }

    private final class Fields implements RowFields {
        @Override
        public int slot(String path) {
            paths.add(path);
            return paths.indexOf(path);
        }

        @Override
        public NumberField<Row> number(String path) {
            int slot = slot(path);
            return row -> row.number(slot);
        }

        @Override
        public LongAdder skipped(String path) {
            return new LongAdder();
        }
    }

    private static final class EveryType implements RowAggregateFactory {
        @Override
        public String name() {
            return "every_type";
        }

        @Override
        public String description() {
            return "Has a parameter of each type.";
        }

        @Override
        public List<AggregateParameter> parameters() {
            return List.of(
                    AggregateParameter.of("field", ParameterType.FIELD, "").mandatory(),
                    AggregateParameter.of("percentile", ParameterType.NUMBER, "")
                            .within(0, 100),
                    AggregateParameter.of("limit", ParameterType.INTEGER, ""),
                    AggregateParameter.of("sample", ParameterType.BOOLEAN, "").withDefault(true),
                    AggregateParameter.of("label", ParameterType.TEXT, ""),
                    AggregateParameter.of("levels", ParameterType.NUMBERS, "").positive(100),
                    AggregateParameter.table(
                            "prices",
                            List.of(
                                    AggregateParameter.of("model", ParameterType.TEXT, "")
                                            .mandatory(),
                                    AggregateParameter.of("input", ParameterType.NUMBER, "")
                                            .within(0, 1000)),
                            ""));
        }

        @Override
        public AggregateFunction<Row, ?, ?> create(AggregateArguments arguments) {
            return Aggregates.count(arguments.field("field"));
        }
    }
}
