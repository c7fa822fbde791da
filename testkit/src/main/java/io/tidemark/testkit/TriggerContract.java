// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.TimeDomain;
import io.tidemark.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What every {@link Trigger} must do. A trigger's test extends it, and says what the trigger is and which elements make it fire.
 *
 * <p>Each test plays random scripts of elements, passing time and panes. For the trigger to fire in them, let it want few elements, and intervals
 * of seconds or minutes.
 *
 * @param <E> the element
 */
public abstract class TriggerContract<E> {
    private static final int SCRIPTS = 120;
    private static final int STEPS = 40;

    /** The seed of the scripts. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    /** For a subclass to call. */
    protected TriggerContract() {}

    /** The trigger; a new instance in each call, so that what one remembers is not known to the next. */
    protected abstract Trigger<? super E> trigger();

    /** An element. Some of them should make the trigger fire. */
    protected abstract E element(Random random);

    @Test
    void it_keeps_to_its_slots() {
        assertThat(trigger().slots()).as("slots()").isNotNegative();
        playAndKeep(TriggerWindow.Law.SLOTS);
    }

    @Test
    void p3_a_pane_leaves_no_timer_behind() {
        playAndKeep(TriggerWindow.Law.NO_TIMER_AFTER_PANE);
    }

    @Test
    void asking_for_the_next_timer_changes_nothing() {
        playAndKeep(TriggerWindow.Law.ASKING_CHANGES_NOTHING);
    }

    @Test
    void a_timer_that_has_come_is_not_asked_for_again() {
        playAndKeep(TriggerWindow.Law.A_TIMER_COMES_ONCE);
    }

    @Test
    void r2_all_that_it_remembers_is_in_the_context() {
        for (int i = 0; i < SCRIPTS; i++) {
            TriggerWindow<E> window = window(trigger());
            play(scripts().steps(STEPS / 2), window);
            TriggerWindow<E> restored = window.restored(trigger());
            sameFromNow("a window that a new instance of the trigger took over, with its slots", window, restored);
        }
    }

    @Test
    void one_instance_serves_many_windows() {
        for (int i = 0; i < SCRIPTS; i++) {
            Trigger<? super E> shared = trigger();
            TriggerWindow<E> one = window(shared);
            TriggerWindow<E> alone = one.restored(trigger());
            TriggerWindow<E> other = window(shared);
            for (Consumer<TriggerWindow<E>> step : scripts().steps(STEPS)) {
                step.accept(one);
                step.accept(alone);
                play(scripts().steps(2), other);
            }
            assertThat(one.trace())
                    .as("a window whose trigger serves another window too, and one that has a trigger to itself")
                    .isEqualTo(alone.trace());
        }
    }

    @Test
    void clear_makes_the_window_new() {
        for (int i = 0; i < SCRIPTS; i++) {
            TriggerWindow<E> window = window(trigger());
            TriggerWindow<E> fresh = window.restored(trigger());
            play(scripts().steps(STEPS / 2), window);
            window.clear();
            catchUp(fresh, window);
            sameFromNow("a cleared window and a new one", window, fresh);
        }
    }

    @Test
    void n6_merging_with_a_new_window_changes_nothing() {
        for (int i = 0; i < SCRIPTS; i++) {
            TriggerWindow<E> window = window(trigger());
            TriggerWindow<E> fresh = window.restored(trigger());
            play(scripts().steps(STEPS / 2), window);
            catchUp(fresh, window);
            TriggerWindow<E> into = window.restored(trigger());
            into.merge(fresh.restored(trigger()));
            sameFromNow("a window that took in a new one, and one that did not", into, window.restored(trigger()));
            fresh.merge(window.restored(trigger()));
            sameFromNow("a new window that took in another one, and that other one", fresh, window);
        }
    }

    @Test
    void n6_merging_keeps_the_earlier_timer() {
        for (int i = 0; i < SCRIPTS; i++) {
            TriggerWindow<E> into = window(trigger());
            TriggerWindow<E> from = into.restored(trigger());
            List<E> elements = scripts().elements(1 + i % 4);
            (i % 2 == 0 ? into : from)
                    .pass(TimeDomain.PROCESSING_TIME, scripts().duration());
            elements.forEach(element -> into.element(element, 0));
            elements.forEach(element -> from.element(element, 0));
            if (into.fires() + from.fires() == 0) {
                for (TimeDomain domain : TimeDomain.values()) {
                    assertMergedTimer(domain, into.restored(trigger()), from.restored(trigger()));
                }
            }
        }
    }

    @Test
    void n6_merging_adds_up_what_was_counted() {
        for (int i = 0; i < SCRIPTS; i++) {
            TriggerWindow<E> whole = window(trigger());
            TriggerWindow<E> into = whole.restored(trigger());
            TriggerWindow<E> from = whole.restored(trigger());
            List<E> elements = scripts().elements(i % 9);
            int split = i % (elements.size() + 1);
            for (int k = 0; k < elements.size(); k++) {
                whole.element(elements.get(k), 0);
                (k < split ? into : from).element(elements.get(k), 0);
            }
            if (whole.fires() + into.fires() + from.fires() == 0) {
                into.merge(from);
                // Windows merge because of an element, which comes next.
                E next = scripts().element();
                whole.element(next, 0);
                into.element(next, 0);
                sameFromNow("a window that took in another one, and one that got the elements of both", into, whole);
            }
        }
    }

    @Test
    void p3_it_fires_once_for_each_window_and_again_and_again_in_repeatedly() {
        int most = 0;
        int mostRepeated = 0;
        for (int i = 0; i < SCRIPTS; i++) {
            TriggerWindow<E> window = window(trigger());
            TriggerWindow<E> repeated = window.restored(Repeatedly.forever(trigger()));
            List<Consumer<TriggerWindow<E>>> steps = scripts().steps(2 * STEPS);
            play(steps, window);
            play(steps, repeated);
            most = Math.max(most, window.fires());
            mostRepeated = Math.max(mostRepeated, repeated.fires());
        }
        assertThat(most)
                .as(
                        "firings in the best of %d random scripts; 0 means that the contract's elements never make it fire, so that it proves nothing",
                        SCRIPTS)
                .isPositive();
        if (!(trigger() instanceof Repeatedly)) {
            assertThat(most).as("firings for one window").isEqualTo(1);
        }
        assertThat(mostRepeated).as("firings for one window, in Repeatedly").isGreaterThan(1);
    }

    private void assertMergedTimer(TimeDomain domain, TriggerWindow<E> into, TriggerWindow<E> from) {
        long ofInto = into.nextTimer(domain);
        long ofFrom = from.nextTimer(domain);
        into.merge(from);
        assertThat(into.nextTimer(domain))
                .as("the %s timer after a merge of windows whose timers were %d and %d", domain, ofInto, ofFrom)
                .isEqualTo(Math.min(ofInto, ofFrom));
    }

    private void playAndKeep(TriggerWindow.Law law) {
        for (int i = 0; i < SCRIPTS; i++) {
            TriggerWindow<E> window = window(trigger());
            play(scripts().steps(STEPS), window);
            TriggerWindow<E> other = window(trigger());
            play(scripts().steps(STEPS / 4), other);
            window.merge(other);
            play(scripts().steps(STEPS / 4), window);
            window.clear();
            String broken = window.broken().get(law);
            if (broken != null) {
                throw new AssertionError(broken);
            }
        }
    }

    private void sameFromNow(String what, TriggerWindow<E> one, TriggerWindow<E> two) {
        int begin = one.trace().size();
        int otherBegin = two.trace().size();
        List<Consumer<TriggerWindow<E>>> steps = scripts().steps(STEPS);
        play(steps, one);
        play(steps, two);
        assertThat(new ArrayList<>(one.trace().subList(begin, one.trace().size())))
                .as("%s, from now on", what)
                .isEqualTo(new ArrayList<>(
                        two.trace().subList(otherBegin, two.trace().size())));
    }

    /** Lets the time of a window pass in which nothing happens. */
    private static void catchUp(TriggerWindow<?> behind, TriggerWindow<?> window) {
        behind.pass(TimeDomain.PROCESSING_TIME, window.processingTime() - behind.processingTime());
        behind.pass(TimeDomain.EVENT_TIME, window.watermark() - behind.watermark());
    }

    private static <E> void play(List<Consumer<TriggerWindow<E>>> steps, TriggerWindow<E> window) {
        steps.forEach(step -> step.accept(window));
    }

    /** Made when it is needed: a constructor must not hand out {@code this}. */
    private TriggerScripts<E> scripts() {
        return new TriggerScripts<>(random, this::element);
    }

    private TriggerWindow<E> window(Trigger<? super E> trigger) {
        return new TriggerWindow<>(
                trigger,
                scripts().bounds(),
                scripts().processingTime(),
                scripts().watermark());
    }
}
