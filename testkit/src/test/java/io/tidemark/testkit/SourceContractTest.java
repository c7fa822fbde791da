// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.source.Source;
import io.tidemark.testkit.ToySource.Mistake;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong sources fail the contract, and the failure says what is wrong; right ones pass. */
final class SourceContractTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_source_fails(Mistake mistake, Law law, String message) {
        Contract contract = new Contract(mistake);
        assertThatThrownBy(() -> law.check(contract))
                .as("%s", mistake)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void every_mistake_is_tried() {
        Set<Object> tried = mistakes().map(mistake -> mistake.get()[0]).collect(Collectors.toSet());
        tried.add(Mistake.NONE);
        assertThat(tried).contains((Object[]) Mistake.values());
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(
                        Mistake.UNBOUNDED,
                        Contract::a_bounded_source_is_exhausted_at_its_end_and_stays_so,
                        "it never says EXHAUSTED"),
                wrong(
                        Mistake.OFFSETS_FALL,
                        Contract::it_yields_every_record_and_the_offsets_of_a_partition_rise,
                        "the offset after 100 in partition 0"),
                wrong(
                        Mistake.LOSES_A_RECORD,
                        Contract::it_yields_every_record_and_the_offsets_of_a_partition_rise,
                        "28 records were yielded, where 30 should be"),
                wrong(
                        Mistake.PARTITION_TWICE,
                        Contract::w3_the_partitions_known_from_the_start_are_told_once_each,
                        "partitions()"),
                wrong(
                        Mistake.IGNORES_THE_LIMIT,
                        Contract::a_poll_hands_over_no_more_than_its_limit_and_says_how_many,
                        "records handed over by poll with limit 1"),
                wrong(
                        Mistake.WRONG_ANSWER,
                        Contract::a_poll_hands_over_no_more_than_its_limit_and_says_how_many,
                        "the answer of a poll that handed over 1 records"),
                wrong(
                        Mistake.POSITIONS_LAG,
                        Contract::positions_are_exactly_what_has_been_yielded,
                        "the position of partition 0 after offset 0"),
                wrong(
                        Mistake.POSITIONS_RUN_AHEAD,
                        Contract::positions_are_exactly_what_has_been_yielded,
                        "whose next record stands at 2"),
                wrong(
                        Mistake.REPEATS_ONE_AFTER_REOPENING,
                        Contract::reopening_at_its_positions_repeats_nothing_and_skips_nothing,
                        "reopened after"),
                wrong(
                        Mistake.SKIPS_ONE_AFTER_REOPENING,
                        Contract::reopening_at_its_positions_repeats_nothing_and_skips_nothing,
                        "should be"),
                wrong(
                        Mistake.FORGETS_POSITIONS_UNTIL_IT_POLLS,
                        Contract::reopening_at_its_positions_repeats_nothing_and_skips_nothing,
                        "records"),
                wrong(
                        Mistake.LATEST_WITHOUT_A_POSITION,
                        Contract::a_partition_without_a_position_is_read_from_its_beginning,
                        "0 records were yielded, where 15 should be"),
                wrong(
                        Mistake.EXHAUSTED_ONCE,
                        Contract::a_bounded_source_is_exhausted_at_its_end_and_stays_so,
                        "a poll after EXHAUSTED answered 0; EXHAUSTED stays"),
                wrong(
                        Mistake.NEVER_EXHAUSTED,
                        Contract::a_bounded_source_is_exhausted_at_its_end_and_stays_so,
                        "it never says EXHAUSTED"),
                wrong(
                        Mistake.CLOSES_ONCE,
                        Contract::it_may_be_closed_twice_and_without_having_been_opened,
                        "closing it"),
                wrong(
                        Mistake.UNREACHABLE_IS_EMPTY,
                        Contract::a_source_that_cannot_be_reached_says_why_and_can_be_closed,
                        "opening what is not there"));
    }

    private static Arguments wrong(Mistake mistake, Law law, String message) {
        return arguments(mistake, law, message);
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract) throws Exception;
    }

    /** The contract of a source with a mistake. */
    private static final class Contract extends SourceContract {
        private final Mistake mistake;

        Contract(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        protected Source source() {
            return new ToySource(mistake);
        }

        @Override
        protected int records() {
            return ToySource.RECORDS;
        }

        @Override
        protected Source unreachable() {
            return new ToySource(mistake, false);
        }
    }

    @Nested
    final class Bounded extends SourceContract {
        @Override
        protected Source source() {
            return new ToySource(Mistake.NONE);
        }

        @Override
        protected int records() {
            return ToySource.RECORDS;
        }

        @Override
        protected Source unreachable() {
            return new ToySource(Mistake.NONE, false);
        }
    }

    @Nested
    final class Unbounded extends SourceContract {
        @Override
        protected Source source() {
            return new ToySource(Mistake.UNBOUNDED);
        }

        @Override
        protected int records() {
            return ToySource.RECORDS;
        }

        @Override
        protected boolean bounded() {
            return false;
        }

        @Override
        protected Source unreachable() {
            return new ToySource(Mistake.NONE, false);
        }
    }
}
