// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.trigger.TimeDomain;
import io.tidemark.trigger.Trigger;
import io.tidemark.trigger.TriggerContext;
import io.tidemark.trigger.TriggerResult;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong triggers fail the contract, and the failure says what is wrong. */
final class TriggerContractTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_trigger_fails(String what, Supplier<Trigger<Integer>> trigger, Law law, String message) {
        Contract contract = new Contract(trigger);
        assertThatThrownBy(() -> law.check(contract))
                .as("%s", what)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(
                        "counts in a field",
                        CountsInField::new,
                        Contract::r2_all_that_it_remembers_is_in_the_context,
                        "that a new instance of the trigger took over"),
                wrong(
                        "counts in a field",
                        CountsInField::new,
                        Contract::one_instance_serves_many_windows,
                        "whose trigger serves another window too"),
                wrong(
                        "says too few slots",
                        () -> new Toy() {
                            @Override
                            public int slots() {
                                return 1;
                            }
                        },
                        Contract::it_keeps_to_its_slots,
                        "(1) is out of bounds: slots() says that there are 1"),
                wrong(
                        "keeps its timer after a pane",
                        () -> new Toy() {
                            @Override
                            public void onPane(TriggerContext context) {
                                context.setState(COUNT, 0);
                            }
                        },
                        Contract::p3_a_pane_leaves_no_timer_behind,
                        "after onPane a PROCESSING_TIME timer is left"),
                wrong(
                        "changes state when asked",
                        () -> new Toy() {
                            @Override
                            public long nextTimer(TimeDomain domain, TriggerContext context) {
                                context.setState(COUNT, context.state(COUNT) + 1);
                                return super.nextTimer(domain, context);
                            }
                        },
                        Contract::asking_for_the_next_timer_changes_nothing,
                        "changed the state from ["),
                wrong(
                        "asks again for a time that has come",
                        () -> new Toy() {
                            @Override
                            public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
                                return TriggerResult.CONTINUE;
                            }
                        },
                        Contract::a_timer_that_has_come_is_not_asked_for_again,
                        "the engine would call it for ever"),
                wrong(
                        "does not forget that it has fired",
                        () -> new Toy() {
                            @Override
                            public void clear(TriggerContext context) {
                                context.setState(COUNT, Math.min(0, context.state(COUNT)));
                                context.setState(DUE, 0);
                            }
                        },
                        Contract::clear_makes_the_window_new,
                        "a cleared window and a new one"),
                wrong(
                        "takes the other window's state",
                        () -> new Toy() {
                            @Override
                            public void onMerge(TriggerContext into, TriggerContext from) {
                                into.setState(COUNT, from.state(COUNT));
                                into.setState(DUE, from.state(DUE));
                            }
                        },
                        Contract::n6_merging_with_a_new_window_changes_nothing,
                        "a window that took in a new one"),
                wrong(
                        "keeps the later timer",
                        () -> new Toy() {
                            @Override
                            public void onMerge(TriggerContext into, TriggerContext from) {
                                long due = Math.max(into.state(DUE), from.state(DUE));
                                super.onMerge(into, from);
                                into.setState(DUE, due);
                            }
                        },
                        Contract::n6_merging_keeps_the_earlier_timer,
                        "the PROCESSING_TIME timer after a merge of windows"),
                wrong(
                        "does not add counts",
                        () -> new Toy() {
                            @Override
                            public void onMerge(TriggerContext into, TriggerContext from) {
                                long count = Math.max(into.state(COUNT), from.state(COUNT));
                                super.onMerge(into, from);
                                into.setState(COUNT, count);
                            }
                        },
                        Contract::n6_merging_adds_up_what_was_counted,
                        "one that got the elements of both"),
                wrong(
                        "fires again and again",
                        () -> new Toy() {
                            @Override
                            public void onPane(TriggerContext context) {
                                clear(context);
                            }
                        },
                        Contract::p3_it_fires_once_for_each_window_and_again_and_again_in_repeatedly,
                        "firings for one window"),
                wrong(
                        "never fires",
                        () -> new Toy() {
                            @Override
                            public TriggerResult onElement(Integer element, long timestamp, TriggerContext context) {
                                return TriggerResult.CONTINUE;
                            }
                        },
                        Contract::p3_it_fires_once_for_each_window_and_again_and_again_in_repeatedly,
                        "0 means that the contract's elements never make it fire"));
    }

    private static Arguments wrong(String what, Supplier<Trigger<Integer>> trigger, Law law, String message) {
        return arguments(what, trigger, law, message);
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract);
    }

    /** The contract of a wrong trigger. */
    private static final class Contract extends TriggerContract<Integer> {
        private final Supplier<Trigger<Integer>> trigger;

        Contract(Supplier<Trigger<Integer>> trigger) {
            this.trigger = trigger;
        }

        @Override
        protected Trigger<Integer> trigger() {
            return trigger.get();
        }

        @Override
        protected Integer element(Random random) {
            return random.nextInt(10);
        }
    }

    /** Right by itself: fires at the fifth element, or 10 s after the first. Each mistake is one method that does it differently. */
    private static class Toy implements Trigger<Integer> {
        static final int COUNT = 0;
        static final int DUE = 1;
        private static final long FIRED = -1;

        @Override
        public int slots() {
            return 2;
        }

        @Override
        public TriggerResult onElement(Integer element, long timestamp, TriggerContext context) {
            if (context.state(COUNT) == FIRED) {
                return TriggerResult.CONTINUE;
            }
            if (context.state(DUE) == 0) {
                context.setState(DUE, context.processingTime() + 10_000);
            }
            context.setState(COUNT, context.state(COUNT) + 1);
            return context.state(COUNT) < 5 ? TriggerResult.CONTINUE : fire(context);
        }

        @Override
        public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
            return fire(context);
        }

        @Override
        public long nextTimer(TimeDomain domain, TriggerContext context) {
            boolean waits = domain == TimeDomain.PROCESSING_TIME && context.state(DUE) != 0;
            return waits ? context.state(DUE) : NO_TIMER;
        }

        @Override
        public void onPane(TriggerContext context) {
            context.setState(COUNT, Math.min(0, context.state(COUNT)));
            context.setState(DUE, 0);
        }

        @Override
        public void onMerge(TriggerContext into, TriggerContext from) {
            boolean fired = into.state(COUNT) == FIRED || from.state(COUNT) == FIRED;
            into.setState(COUNT, fired ? FIRED : into.state(COUNT) + from.state(COUNT));
            long due = into.state(DUE) == 0 || from.state(DUE) == 0
                    ? into.state(DUE) + from.state(DUE)
                    : Math.min(into.state(DUE), from.state(DUE));
            into.setState(DUE, fired ? 0 : due);
        }

        @Override
        public void clear(TriggerContext context) {
            context.setState(COUNT, 0);
            context.setState(DUE, 0);
        }

        private static TriggerResult fire(TriggerContext context) {
            context.setState(COUNT, FIRED);
            context.setState(DUE, 0);
            return TriggerResult.FIRE;
        }
    }

    /** Remembers how many elements there were where no checkpoint finds it. */
    private static final class CountsInField extends Toy {
        private int count;

        @Override
        public TriggerResult onElement(Integer element, long timestamp, TriggerContext context) {
            return ++count == 5 ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }
    }
}
