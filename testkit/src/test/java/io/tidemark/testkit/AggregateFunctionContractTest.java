// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.DoubleResult;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.aggregate.NumberField;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong aggregate functions fail the contract, and the failure says what is wrong. */
final class AggregateFunctionContractTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_function_fails(String what, Supplier<Mean> function, Law law, String message) {
        Contract contract = new Contract(function);
        assertThatThrownBy(() -> law.check(contract))
                .as("%s", what)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(
                        "the last element counts most",
                        () -> new Mean() {
                            @Override
                            public @Nullable Double result(Numbers accumulator, Window window) {
                                return accumulator.list.isEmpty()
                                        ? null
                                        : accumulator.list.get(accumulator.list.size() - 1);
                            }
                        },
                        Contract::a1_the_order_of_elements_does_not_matter,
                        "in another order"),
                wrong(
                        "a number counts twice, an element once",
                        () -> new Mean() {
                            @Override
                            public void addNumber(Numbers accumulator, double number) {
                                accumulator.list.add(number);
                                accumulator.list.add(0.0);
                            }
                        },
                        Contract::adding_the_number_of_an_element_is_adding_the_element,
                        "the elements' numbers"),
                wrong(
                        "the result as a double is of nothing 0",
                        ZeroOfNothing::new,
                        Contract::the_result_as_a_double_is_the_result,
                        "as a double of 0 elements"),
                wrong(
                        "it says that it is exact, and keeps numbers in the order in which they came",
                        () -> new Mean() {
                            @Override
                            public boolean isExact() {
                                return true;
                            }
                        },
                        Contract::accumulators_of_an_exact_function_are_the_same_to_the_last_bit,
                        "the bytes of the same"),
                wrong(
                        "the codec rounds",
                        () -> new Mean() {
                            @Override
                            public Optional<StateCodec<Numbers>> codec() {
                                return Optional.of(new NumbersCodec() {
                                    @Override
                                    public void write(Numbers value, StateOutput out) {
                                        out.writeVarLong(value.list.size());
                                        value.list.forEach(number -> out.writeDouble(number.floatValue()));
                                    }
                                });
                            }
                        },
                        Contract::an_accumulator_that_was_written_and_read_goes_on_as_it_would_have,
                        "written and read"),
                wrong(
                        "the codec leaves bytes unread",
                        () -> new Mean() {
                            @Override
                            public Optional<StateCodec<Numbers>> codec() {
                                return Optional.of(new NumbersCodec() {
                                    @Override
                                    public void write(Numbers value, StateOutput out) {
                                        super.write(value, out);
                                        out.writeByte(0);
                                    }
                                });
                            }
                        },
                        Contract::an_accumulator_that_was_written_and_read_goes_on_as_it_would_have,
                        "leaves 1 bytes unread"),
                wrong(
                        "the mean of means",
                        () -> new Mean() {
                            @Override
                            public void merge(Numbers into, Numbers from) {
                                into.list.add(from.mean());
                            }
                        },
                        Contract::a1_the_grouping_of_elements_does_not_matter,
                        "merged from groups"),
                wrong(
                        "merging nothing adds a zero",
                        () -> new Mean() {
                            @Override
                            public void merge(Numbers into, Numbers from) {
                                super.merge(into, from);
                                into.list.add(0.0);
                            }
                        },
                        Contract::merging_with_nothing_changes_nothing,
                        "after merging a new accumulator into it"),
                wrong(
                        "merge keeps the first one's half",
                        () -> new Mean() {
                            @Override
                            public void merge(Numbers into, Numbers from) {
                                into.list.addAll(from.list.subList(0, from.list.size() / 2));
                            }
                        },
                        Contract::merge_is_commutative,
                        "of merging b into a"),
                wrong(
                        "merge empties what it takes from",
                        () -> new Mean() {
                            @Override
                            public void merge(Numbers into, Numbers from) {
                                super.merge(into, from);
                                from.list.clear();
                            }
                        },
                        Contract::merge_leaves_what_it_took_from_as_it_was,
                        "the result of 'from' after the merge"),
                wrong(
                        "merge takes over the other one's list",
                        () -> new Mean() {
                            @Override
                            public void merge(Numbers into, Numbers from) {
                                if (into.list.isEmpty()) {
                                    into.list = from.list;
                                } else {
                                    super.merge(into, from);
                                }
                            }
                        },
                        Contract::merge_keeps_no_reference_into_what_it_took_from,
                        "the result of 'into' after more was added to 'from'"),
                wrong(
                        "result uses up the accumulator",
                        () -> new Mean() {
                            @Override
                            public @Nullable Double result(Numbers accumulator, Window window) {
                                Double mean = super.result(accumulator, window);
                                accumulator.list.clear();
                                return mean;
                            }
                        },
                        Contract::result_changes_nothing_and_may_be_called_again,
                        "the second result of one accumulator"),
                wrong(
                        "NaN of nothing",
                        () -> new Mean() {
                            @Override
                            public Double result(Numbers accumulator, Window window) {
                                return accumulator.mean();
                            }
                        },
                        Contract::a3_the_result_of_nothing_is_0_or_null,
                        "the result of nothing is NaN, but a result is a finite number or null (rule A3)"),
                wrong(
                        "one of nothing",
                        () -> new Mean() {
                            @Override
                            public Double result(Numbers accumulator, Window window) {
                                return 1.0;
                            }
                        },
                        Contract::a3_the_result_of_nothing_is_0_or_null,
                        "the result of nothing"),
                wrong(
                        "divides by the length of a window that has none",
                        () -> new Mean() {
                            @Override
                            public Double result(Numbers accumulator, Window window) {
                                return accumulator.list.size() / window.seconds();
                            }
                        },
                        Contract::a3_no_result_is_nan,
                        "the result of 1 elements in Window[domain=GLOBAL"),
                wrong(
                        "a missing value counts as 0",
                        () -> new Mean() {
                            @Override
                            public void add(Numbers accumulator, Double element) {
                                accumulator.list.add(element.isNaN() ? 0.0 : element);
                            }
                        },
                        Contract::a3_elements_without_a_value_are_skipped,
                        "the result of elements without a value, and of nothing"),
                wrong(
                        "one accumulator for all",
                        () -> new Mean() {
                            private final Numbers only = new Numbers();

                            @Override
                            public Numbers createAccumulator() {
                                return only;
                            }
                        },
                        Contract::one_function_serves_many_accumulators,
                        "the result of one of two accumulators of a function"),
                wrong(
                        "an equal key, another accumulator",
                        () -> new Mean() {
                            @Override
                            public void add(Numbers accumulator, Double element) {
                                super.add(accumulator, element + 1);
                            }

                            @Override
                            public @Nullable Double result(Numbers accumulator, Window window) {
                                Double mean = super.result(accumulator, window);
                                return mean == null ? null : mean - 1;
                            }
                        },
                        Contract::functions_of_equal_accumulator_keys_share_an_accumulator,
                        "accumulated"));
    }

    private static Arguments wrong(String what, Supplier<Mean> function, Law law, String message) {
        return arguments(what, function, law, message);
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract);
    }

    /** The contract of a wrong function. */
    private static final class Contract extends AggregateFunctionContract<Double> {
        private final Supplier<Mean> function;

        Contract(Supplier<Mean> function) {
            this.function = function;
        }

        @Override
        protected AggregateFunction<Double, ?, ?> function() {
            return function.get();
        }

        @Override
        protected Double element(Random random) {
            return random.nextDouble();
        }

        @Override
        protected Double elementWithoutValue() {
            return Double.NaN;
        }

        @Override
        protected List<AggregateFunction<? super Double, ?, ?>> sharing() {
            return List.of(new Mean());
        }
    }

    /** Right by itself, if slow: keeps all numbers. Each mistake is one method that does it differently. */
    private static class Mean implements AggregateFunction<Double, Numbers, Double>, NumberAggregate<Double, Numbers> {
        @Override
        public NumberField<Double> field() {
            return Double::doubleValue;
        }

        @Override
        public void addNumber(Numbers accumulator, double number) {
            accumulator.list.add(number);
        }

        @Override
        public Numbers createAccumulator() {
            return new Numbers();
        }

        @Override
        public void add(Numbers accumulator, Double element) {
            if (!element.isNaN()) {
                accumulator.list.add(element);
            }
        }

        @Override
        public void merge(Numbers into, Numbers from) {
            into.list.addAll(List.copyOf(from.list));
        }

        @Override
        public @Nullable Double result(Numbers accumulator, Window window) {
            return accumulator.list.isEmpty() ? null : accumulator.mean();
        }

        @Override
        public Optional<StateCodec<Numbers>> codec() {
            return Optional.of(new NumbersCodec());
        }

        @Override
        public final Object accumulatorKey() {
            return Numbers.class;
        }
    }

    /** As if there were two ways to a result. */
    private static final class ZeroOfNothing extends Mean implements DoubleResult<Numbers> {
        @Override
        public double doubleResult(Numbers accumulator, Window window) {
            return accumulator.list.isEmpty() ? 0 : accumulator.mean();
        }
    }

    /** How many numbers there are, and all of them. */
    private static class NumbersCodec implements StateCodec<Numbers> {
        @Override
        public String name() {
            return "test.numbers";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Numbers value, StateOutput out) {
            out.writeVarLong(value.list.size());
            value.list.forEach(out::writeDouble);
        }

        @Override
        public Numbers read(StateInput in, int version) throws IOException {
            Numbers read = new Numbers();
            for (int left = in.readCount(Double.BYTES); left > 0; left--) {
                read.list.add(in.readDouble());
            }
            return read;
        }
    }

    /** All numbers. */
    private static final class Numbers {
        private List<Double> list = new ArrayList<>();

        double mean() {
            return list.stream().mapToDouble(Double::doubleValue).sum() / list.size();
        }
    }
}
