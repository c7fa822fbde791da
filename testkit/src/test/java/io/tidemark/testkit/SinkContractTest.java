// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.pane.PaneId;
import io.tidemark.sink.Sink;
import io.tidemark.testkit.ToySink.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong sinks fail the contract, and the failure says what is wrong; a right one passes. */
final class SinkContractTest {
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
                wrong(Mistake.FLUSH_DOES_NOTHING, Contract::flush_makes_visible_what_was_written, "panes after flush"),
                wrong(Mistake.FLUSHES_AGAIN, Contract::each_flush_adds_to_what_is_visible, "panes after each flush"),
                wrong(Mistake.REVERSES, Contract::p1_the_panes_of_a_key_keep_their_order, "in order"),
                wrong(
                        Mistake.LOSES_EMPTY_KEYS,
                        Contract::any_key_and_any_result_is_taken,
                        "panes of odd keys and results"),
                wrong(
                        Mistake.CUTS_KEYS_AT_LINES,
                        Contract::any_key_and_any_result_is_taken,
                        "panes of odd keys and results"),
                wrong(Mistake.STICKS_TO_ITS_THREAD, Contract::threads_may_take_turns, "another thread"),
                wrong(
                        Mistake.SWALLOWS_FAILURES,
                        Contract::a_failure_is_not_swallowed,
                        "neither open, nor write, nor flush says that the destination failed"),
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
    private static final class Contract extends SinkContract {
        private final List<PaneId<String>> destination = new ArrayList<>();
        private final Mistake mistake;

        Contract(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        protected Sink sink() {
            return new ToySink(destination, false, mistake);
        }

        @Override
        protected List<PaneId<String>> visible() {
            return destination;
        }

        @Override
        protected Sink broken() {
            return new ToySink(destination, true, mistake);
        }
    }

    @Nested
    final class Right extends SinkContract {
        private final List<PaneId<String>> destination = new ArrayList<>();

        @Override
        protected Sink sink() {
            return new ToySink(destination, false, Mistake.NONE);
        }

        @Override
        protected List<PaneId<String>> visible() {
            return destination;
        }

        @Override
        protected Sink broken() {
            return new ToySink(destination, true, Mistake.NONE);
        }
    }
}
