// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.aggregate.AggregateFunction;
import io.tidemark.aggregate.NumberAggregate;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every {@link AggregateFunction} must do. A function's test extends it, and says what the function is and what its elements look like.
 *
 * @param <E> the element
 */
public abstract class AggregateFunctionContract<E> {
    private static final int ROUNDS = 30;
    private static final int ELEMENTS = 300;
    private static final Window WINDOW = Window.time(0, 60_000);

    /** The seed of the elements. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    /** For a subclass to call. */
    protected AggregateFunctionContract() {}

    /** The function; a new instance in each call. */
    protected abstract AggregateFunction<? super E, ?, ?> function();

    /** An element that has what the function needs. */
    protected abstract E element(Random random);

    /** An element that lacks what the function needs, or null when the function takes every element as it is. */
    protected abstract @Nullable E elementWithoutValue();

    /** Functions that share the function's accumulator; none, unless a subclass names some. */
    protected List<AggregateFunction<? super E, ?, ?>> sharing() {
        return List.of();
    }

    /** By how much two results may differ because their elements came in another order or grouping: 1e-9, unless a sketch states more. */
    protected double relativeError() {
        return 1e-9;
    }

    @Test
    void a1_the_order_of_elements_does_not_matter() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            List<E> shuffled = shuffled(elements);
            same(
                    "the result of the same elements in another order",
                    fold(function(), shuffled),
                    fold(function(), elements));
        }
    }

    @Test
    void a1_the_grouping_of_elements_does_not_matter() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            Folding<E> merged = grouped(elements, 1 + random.nextInt(20));
            same("the result of the same elements, merged from groups", merged, fold(function(), elements));
        }
    }

    @Test
    void merging_with_nothing_changes_nothing() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            Folding<E> into = fold(function(), elements);
            into.merge(new Folding<>(function()));
            same("the result after merging a new accumulator into it", into, fold(function(), elements));
            Folding<E> fresh = new Folding<>(function());
            fresh.merge(fold(function(), elements));
            same("the result of a new accumulator that took in another one", fresh, fold(function(), elements));
        }
    }

    @Test
    void merge_is_commutative() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> some = elements();
            List<E> others = elements();
            Folding<E> one = fold(function(), some);
            one.merge(fold(function(), others));
            Folding<E> other = fold(function(), others);
            other.merge(fold(function(), some));
            same("the result of merging a into b, and of merging b into a", other, one);
        }
    }

    @Test
    void merge_leaves_what_it_took_from_as_it_was() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            Folding<E> from = fold(function(), elements);
            Folding<E> into = fold(function(), elements());
            into.merge(from);
            same("the result of 'from' after the merge", from, fold(function(), elements));
            into.addAll(elements());
            same("the result of 'from' after more was added to 'into'", from, fold(function(), elements));
        }
    }

    @Test
    void merge_keeps_no_reference_into_what_it_took_from() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            // Into nothing: where an accumulator might be tempted to take over the other one's arrays.
            Folding<E> into = new Folding<>(function());
            Folding<E> from = fold(function(), elements);
            into.merge(from);
            from.addAll(elements());
            same("the result of 'into' after more was added to 'from'", into, fold(function(), elements));
        }
    }

    @Test
    void result_changes_nothing_and_may_be_called_again() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            Folding<E> whole = fold(function(), elements);
            Object first = whole.result(WINDOW);
            assertThat(whole.result(WINDOW))
                    .as("the second result of one accumulator")
                    .isEqualTo(first);
            Folding<E> asked = new Folding<>(function());
            for (E element : elements) {
                asked.add(element);
                asked.result(WINDOW);
            }
            same("the result of an accumulator that was asked after each element", asked, fold(function(), elements));
        }
    }

    @Test
    void an_accumulator_that_was_cleared_is_as_good_as_a_new_one_and_leaves_results_alone() {
        AggregateFunction<? super E, ?, ?> function = function();
        boolean clears = new Folding<>(function).clear();
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            Folding<E> used = fold(function, elements());
            used.merge(fold(function, elements()));
            Object before = used.result(WINDOW);
            String text = String.valueOf(before);
            Folding<E> same = fold(function, elements);
            assertThat(same.clear())
                    .as("whether an accumulator was cleared, again")
                    .isEqualTo(clears);
            if (clears) {
                used.clear();
                assertThat(String.valueOf(before))
                        .as("a result that was taken before its accumulator was cleared")
                        .isEqualTo(text);
                same("the result of a cleared accumulator", used, new Folding<>(function()));
                used.addAll(elements);
                same("the result of an accumulator that was used again", used, fold(function(), elements));
                Folding<E> into = new Folding<>(function());
                into.merge(used);
                same("the result of merging an accumulator that was used again", into, fold(function(), elements));
            } else {
                same("the result of an accumulator that could not be cleared", same, fold(function(), elements));
            }
        }
    }

    @Test
    void a3_the_result_of_nothing_is_0_or_null() {
        for (Window window : List.of(WINDOW, Window.GLOBAL, Window.count(0, 10))) {
            Object result = new Folding<>(function()).result(window);
            ResultComparison.assertNoNaN("the result of nothing", result);
            if (result != null) {
                assertThat(result).as("the result of nothing").isInstanceOf(Number.class);
                assertThat(((Number) result).doubleValue())
                        .as("the result of nothing")
                        .isZero();
            }
        }
    }

    @Test
    void a3_no_result_is_nan() {
        for (int size = 1; size <= 20; size++) {
            List<E> elements = elements().subList(0, size);
            for (Window window : List.of(WINDOW, Window.GLOBAL, Window.count(0, 10), Window.time(5, 5))) {
                Object result = fold(function(), elements).result(window);
                ResultComparison.assertNoNaN("the result of " + size + " elements in " + window, result);
            }
        }
    }

    @Test
    void a3_elements_without_a_value_are_skipped() {
        E without = elementWithoutValue();
        if (without == null) {
            Assumptions.abort("elementWithoutValue() says that the function takes every element");
            return;
        }
        Folding<E> nothing = fold(function(), Collections.nCopies(10, without));
        same("the result of elements without a value, and of nothing", nothing, new Folding<>(function()));
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            List<E> mixed = new ArrayList<>(elements);
            mixed.addAll(Collections.nCopies(random.nextInt(100), without));
            same(
                    "the result with elements without a value among others",
                    fold(function(), shuffled(mixed)),
                    fold(function(), elements));
        }
    }

    @Test
    void adding_the_number_of_an_element_is_adding_the_element() {
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            Folding<E> byNumbers = new Folding<>(function());
            elements.forEach(byNumbers::addNumber);
            same("the result of the elements' numbers", byNumbers, fold(function(), elements));
        }
    }

    @Test
    void accumulators_of_an_exact_function_are_the_same_to_the_last_bit() {
        Assumptions.assumeTrue(
                function() instanceof NumberAggregate<?, ?> numeric && numeric.isExact(),
                "the function is not exact, or not of a number");
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements().subList(0, 1 + random.nextInt(round < ROUNDS / 2 ? 5 : ELEMENTS));
            byte[] expected = fold(function(), elements).bytes();
            assertThat(fold(function(), shuffled(elements)).bytes())
                    .as("the bytes of the same %d elements in another order", elements.size())
                    .isEqualTo(expected);
            assertThat(grouped(elements, 1 + random.nextInt(20)).bytes())
                    .as("the bytes of the same %d elements, merged from groups", elements.size())
                    .isEqualTo(expected);
        }
    }

    @Test
    void the_result_as_a_double_is_the_result() {
        for (int size = 0; size <= ELEMENTS; size += 1 + size / 2) {
            Folding<E> folding = fold(function(), elements().subList(0, size));
            for (Window window : List.of(WINDOW, Window.GLOBAL, Window.count(0, 10), Window.time(5, 5))) {
                assertThat(folding.doubleResult(window))
                        .as("the result as a double of %d elements in %s", size, window)
                        .isEqualTo(folding.result(window));
            }
        }
    }

    @Test
    void an_accumulator_that_was_written_and_read_goes_on_as_it_would_have() {
        Assumptions.assumeTrue(function().codec().isPresent(), "the function has no codec");
        same(
                "the result of nothing that was written and read",
                reread(new Folding<>(function())),
                new Folding<>(function()));
        for (int round = 0; round < ROUNDS; round++) {
            List<E> elements = elements();
            Folding<E> written = fold(function(), elements.subList(0, 1 + random.nextInt(ELEMENTS)));
            Folding<E> read = reread(written);
            same("the result of an accumulator that was written and read", read, written);
            assertThat(read.bytes())
                    .as("the bytes of an accumulator that was written and read")
                    .isEqualTo(written.bytes());
            List<E> more = elements();
            read.addAll(more);
            written.addAll(more);
            same("the result of more elements in an accumulator that was written and read", read, written);
            Folding<E> into = fold(function(), elements);
            into.merge(read);
            Folding<E> expected = fold(function(), elements);
            expected.merge(written);
            same("the result of merging an accumulator that was written and read", into, expected);
        }
    }

    private static <E> Folding<E> reread(Folding<E> folding) {
        return folding.reread().orElseThrow();
    }

    @Test
    void one_function_serves_many_accumulators() {
        AggregateFunction<? super E, ?, ?> shared = function();
        List<E> elements = elements();
        List<E> others = elements();
        Folding<E> one = new Folding<>(shared);
        Folding<E> two = new Folding<>(shared);
        for (int i = 0; i < ELEMENTS; i++) {
            one.add(elements.get(i));
            two.add(others.get(i));
        }
        same("the result of one of two accumulators of a function", one, fold(function(), elements));
        same("the result of the other one", two, fold(function(), others));
    }

    @Test
    void functions_of_equal_accumulator_keys_share_an_accumulator() {
        List<E> elements = elements();
        Object key = function().accumulatorKey();
        List<AggregateFunction<? super E, ?, ?>> others = new ArrayList<>(sharing());
        for (AggregateFunction<? super E, ?, ?> other : others) {
            assertThat(other.accumulatorKey())
                    .as("the accumulator key of %s", other)
                    .isEqualTo(key);
        }
        if (function().accumulatorKey().equals(key)) {
            others.add(function());
        }
        for (AggregateFunction<? super E, ?, ?> other : others) {
            Folding<E> byOther = fold(other, elements);
            same("the result of what " + other + " accumulated", byOther.as(function()), fold(function(), elements));
            Folding<E> byThis = fold(function(), elements);
            same(
                    "the result of " + other + " of what the function accumulated",
                    byThis.as(other),
                    fold(other, elements));
        }
    }

    private Folding<E> grouped(List<E> elements, int groups) {
        List<Folding<E>> parts = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            parts.add(new Folding<>(function()));
        }
        shuffled(elements).forEach(element -> parts.get(random.nextInt(groups)).add(element));
        while (parts.size() > 1) {
            Folding<E> from = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(from);
        }
        return parts.get(0);
    }

    private List<E> elements() {
        List<E> elements = new ArrayList<>(ELEMENTS);
        for (int i = 0; i < ELEMENTS; i++) {
            elements.add(element(random));
        }
        return elements;
    }

    private List<E> shuffled(List<E> elements) {
        List<E> shuffled = new ArrayList<>(elements);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static <E> Folding<E> fold(AggregateFunction<? super E, ?, ?> function, List<E> elements) {
        Folding<E> folding = new Folding<>(function);
        folding.addAll(elements);
        return folding;
    }

    private void same(String what, Folding<E> actual, Folding<E> expected) {
        new ResultComparison(relativeError()).assertSame(what, actual.result(WINDOW), expected.result(WINDOW));
    }
}
