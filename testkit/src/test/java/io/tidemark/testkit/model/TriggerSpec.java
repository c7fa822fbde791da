// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.trigger.AfterAll;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterElement;
import io.tidemark.trigger.AfterFirst;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A trigger as a random case describes it: {@link #real} makes the engine's, {@link #naive} the model's. */
sealed interface TriggerSpec {
    /** One object for all, so that views which use it are equal in that. */
    Predicate<TestElement> IS_CRITICAL = TestElement::critical;

    /** What the engine is given. */
    Trigger<? super TestElement> real();

    /** The model's state for one window. */
    NaiveTrigger naive();

    /** Rule P3, by count. */
    record Count(long count) implements TriggerSpec {
        @Override
        public Trigger<Object> real() {
            return AfterCount.of(count);
        }

        @Override
        public NaiveTrigger naive() {
            return new NaiveTrigger.Counted(count);
        }
    }

    /** Rule P3, by processing time. */
    record Timed(long interval, boolean aligned) implements TriggerSpec {
        @Override
        public Trigger<Object> real() {
            return new AfterProcessingTime(interval, aligned);
        }

        @Override
        public NaiveTrigger naive() {
            return new NaiveTrigger.Timed(interval, aligned);
        }
    }

    /** Rule P3, on a critical element. */
    record Critical() implements TriggerSpec {
        @Override
        public Trigger<TestElement> real() {
            return new AfterElement<>(IS_CRITICAL);
        }

        @Override
        public NaiveTrigger naive() {
            return new NaiveTrigger.Critical();
        }
    }

    /** Rule P4, or. */
    record Any(List<TriggerSpec> parts) implements TriggerSpec {
        @Override
        public Trigger<TestElement> real() {
            return new AfterFirst<TestElement>(reals(parts));
        }

        @Override
        public NaiveTrigger naive() {
            return new NaiveTrigger.Any(naives(parts));
        }
    }

    /** Rule P4, and. */
    record All(List<TriggerSpec> parts) implements TriggerSpec {
        @Override
        public Trigger<TestElement> real() {
            return new AfterAll<TestElement>(reals(parts));
        }

        @Override
        public NaiveTrigger naive() {
            return new NaiveTrigger.All(naives(parts));
        }
    }

    /** Rule P4, repeat. */
    record Repeat(TriggerSpec part) implements TriggerSpec {
        @Override
        public Trigger<TestElement> real() {
            return new Repeatedly<>(part.real());
        }

        @Override
        public NaiveTrigger naive() {
            return new NaiveTrigger.Repeated(part.naive());
        }
    }

    private static List<Trigger<? super TestElement>> reals(List<TriggerSpec> parts) {
        List<Trigger<? super TestElement>> reals = new ArrayList<>();
        parts.forEach(part -> reals.add(part.real()));
        return reals;
    }

    private static List<NaiveTrigger> naives(List<TriggerSpec> parts) {
        return parts.stream().map(TriggerSpec::naive).toList();
    }
}
