// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.trigger.AfterAll;
import io.tidemark.trigger.AfterCount;
import io.tidemark.trigger.AfterElement;
import io.tidemark.trigger.AfterFirst;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.trigger.TimeDomain;
import io.tidemark.trigger.Trigger;
import io.tidemark.trigger.TriggerContext;
import io.tidemark.trigger.TriggerResult;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Nested;

/** The triggers that core brings, and one as a user may write it. */
final class StockTriggersTest {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private static boolean isCritical(int element) {
        return element % 10 == 0;
    }

    /** Of which every tenth is critical. */
    private static int number(Random random) {
        return random.nextInt(100);
    }

    @Nested
    final class CountOfOne extends TriggerContract<Integer> {
        @Override
        protected Trigger<Object> trigger() {
            return AfterCount.of(1);
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class CountOfSeven extends TriggerContract<Integer> {
        @Override
        protected Trigger<Object> trigger() {
            return AfterCount.of(7);
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class Element extends TriggerContract<Integer> {
        @Override
        protected Trigger<Integer> trigger() {
            return new AfterElement<>(StockTriggersTest::isCritical);
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class SinceFirst extends TriggerContract<Integer> {
        @Override
        protected Trigger<Object> trigger() {
            return AfterProcessingTime.sinceFirst(INTERVAL);
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class Aligned extends TriggerContract<Integer> {
        @Override
        protected Trigger<Object> trigger() {
            return AfterProcessingTime.aligned(INTERVAL);
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class Any extends TriggerContract<Integer> {
        @Override
        protected Trigger<Integer> trigger() {
            return AfterFirst.of(
                    AfterCount.of(7),
                    AfterProcessingTime.sinceFirst(INTERVAL),
                    new AfterElement<>(StockTriggersTest::isCritical));
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class All extends TriggerContract<Integer> {
        @Override
        protected Trigger<Integer> trigger() {
            return AfterAll.of(AfterCount.of(3), AfterProcessingTime.aligned(INTERVAL));
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class Repeated extends TriggerContract<Integer> {
        @Override
        protected Trigger<Integer> trigger() {
            return Repeatedly.forever(AfterFirst.of(AfterCount.of(5), AfterProcessingTime.sinceFirst(INTERVAL)));
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class AnyOfRepeatedAndAll extends TriggerContract<Integer> {
        @Override
        protected Trigger<Integer> trigger() {
            return AfterFirst.of(
                    Repeatedly.<Integer>forever(AfterCount.of(9)),
                    AfterAll.of(AfterCount.of(2), new AfterElement<>(StockTriggersTest::isCritical)));
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class AllOfAny extends TriggerContract<Integer> {
        @Override
        protected Trigger<Integer> trigger() {
            return AfterAll.of(
                    Repeatedly.<Integer>forever(AfterCount.of(2)),
                    AfterFirst.of(AfterCount.of(6), AfterProcessingTime.sinceFirst(INTERVAL)));
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    @Nested
    final class Custom extends TriggerContract<Integer> {
        @Override
        protected Trigger<Integer> trigger() {
            return new AfterSum(200);
        }

        @Override
        protected Integer element(Random random) {
            return number(random);
        }
    }

    /**
     * A user's own: fires when the elements since the last pane add up to a limit, or when the watermark has passed half of the window.
     *
     * @param limit the sum
     */
    private record AfterSum(long limit) implements Trigger<Integer> {
        private static final int SUM = 0;
        private static final int PHASE = 1;

        @Override
        public int slots() {
            return 2;
        }

        @Override
        public TriggerResult onElement(Integer element, long timestamp, TriggerContext context) {
            if (context.state(PHASE) < 0) {
                return TriggerResult.CONTINUE;
            }
            context.setState(SUM, context.state(SUM) + element);
            context.setState(PHASE, 1);
            return fireIf(context.state(SUM) >= limit, context);
        }

        @Override
        public TriggerResult onTimer(TimeDomain domain, TriggerContext context) {
            return fireIf(domain == TimeDomain.EVENT_TIME, context);
        }

        @Override
        public long nextTimer(TimeDomain domain, TriggerContext context) {
            boolean waits = domain == TimeDomain.EVENT_TIME && context.state(PHASE) > 0;
            return waits ? context.windowStart() / 2 + context.windowEnd() / 2 : NO_TIMER;
        }

        @Override
        public void onPane(TriggerContext context) {
            context.setState(SUM, 0);
            context.setState(PHASE, Math.min(0, context.state(PHASE)));
        }

        @Override
        public void onMerge(TriggerContext into, TriggerContext from) {
            boolean fired = into.state(PHASE) < 0 || from.state(PHASE) < 0;
            into.setState(PHASE, fired ? -1 : Math.max(into.state(PHASE), from.state(PHASE)));
            into.setState(SUM, into.state(SUM) + from.state(SUM));
        }

        @Override
        public void clear(TriggerContext context) {
            context.setState(SUM, 0);
            context.setState(PHASE, 0);
        }

        private static TriggerResult fireIf(boolean fires, TriggerContext context) {
            if (fires) {
                context.setState(PHASE, -1);
            }
            return fires ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }
    }
}
