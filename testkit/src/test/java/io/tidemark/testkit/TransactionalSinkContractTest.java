// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.pane.PaneId;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import io.tidemark.testkit.ToyTransactionalSink.Destination;
import io.tidemark.testkit.ToyTransactionalSink.Mistake;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong transactional sinks fail the contract, and the failure says what is wrong; a right one passes. */
final class TransactionalSinkContractTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_sink_fails(Mistake mistake, Law law, String message) {
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
                        Mistake.FLUSH_COMMITS,
                        Contract::nothing_is_visible_before_the_commit_and_all_of_it_after,
                        "panes before the commit"),
                wrong(
                        Mistake.COMMITS_NOTHING,
                        Contract::nothing_is_visible_before_the_commit_and_all_of_it_after,
                        "panes after the commit"),
                wrong(
                        Mistake.COMMITS_AGAIN,
                        Contract::each_commit_adds_what_was_written_since_the_last_one,
                        "panes after each commit"),
                wrong(
                        Mistake.NO_ID_WITHOUT_PANES,
                        Contract::last_committed_is_the_id_of_the_last_commit_whoever_asks,
                        "a commit without panes"),
                wrong(
                        Mistake.ID_ONLY_IN_MEMORY,
                        Contract::last_committed_is_the_id_of_the_last_commit_whoever_asks,
                        "lastCommitted of the next sink"),
                wrong(
                        Mistake.HIGHEST_ID,
                        Contract::an_id_may_be_lower_than_before_for_somebody_may_have_gone_back,
                        "lastCommitted after 8 and 3"),
                wrong(
                        Mistake.LOSES_POSITIONS,
                        Contract::positions_are_committed_with_the_panes,
                        "positions of the next commit"),
                wrong(
                        Mistake.TAKES_OVER_UNCOMMITTED,
                        Contract::what_was_not_committed_is_gone_when_the_next_one_opens,
                        "panes after a death"),
                wrong(
                        Mistake.ZOMBIE_COMMITS,
                        Contract::one_that_was_shut_out_says_so_and_makes_nothing_visible,
                        "the commit of one that was shut out"),
                wrong(
                        Mistake.ZOMBIE_IS_SILENT,
                        Contract::one_that_was_shut_out_says_so_and_makes_nothing_visible,
                        "the commit of one that was shut out"),
                wrong(
                        Mistake.ZOMBIE_SAYS_SO_ONCE,
                        Contract::one_that_was_shut_out_says_so_and_makes_nothing_visible,
                        "what it does after that"),
                wrong(Mistake.CLOSE_COMMITS, Contract::close_commits_nothing, "panes after close without commit"),
                wrong(Mistake.REVERSES, Contract::p1_the_panes_of_a_key_keep_their_order, "in order"),
                wrong(Mistake.STICKS_TO_ITS_THREAD, Contract::threads_may_take_turns, "another thread"),
                wrong(
                        Mistake.SWALLOWS_FAILURES,
                        Contract::a_failure_is_not_swallowed,
                        "nothing up to the commit says that the destination failed"),
                wrong(
                        Mistake.CLOSES_ONCE,
                        Contract::it_may_be_closed_twice_and_without_having_been_opened,
                        "closing it"));
    }

    private static Arguments wrong(Mistake mistake, Law law, String message) {
        return arguments(mistake, law, message);
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract) throws Exception;
    }

    /** The contract of a sink with a mistake. */
    private static final class Contract extends TransactionalSinkContract {
        private final Destination destination = new Destination();
        private final Mistake mistake;

        Contract(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        protected TransactionalSink sink() {
            return new ToyTransactionalSink(destination, false, mistake);
        }

        @Override
        protected List<PaneId<String>> committed() {
            return destination.committed;
        }

        @Override
        protected Optional<Positions> positions() {
            return destination.positions;
        }

        @Override
        protected TransactionalSink broken() {
            return new ToyTransactionalSink(destination, true, mistake);
        }
    }

    @Nested
    final class Right extends TransactionalSinkContract {
        private final Contract contract = new Contract(Mistake.NONE);

        @Override
        protected TransactionalSink sink() {
            return contract.sink();
        }

        @Override
        protected List<PaneId<String>> committed() {
            return contract.committed();
        }

        @Override
        protected Optional<Positions> positions() {
            return contract.positions();
        }

        @Override
        protected TransactionalSink broken() {
            return contract.broken();
        }
    }
}
