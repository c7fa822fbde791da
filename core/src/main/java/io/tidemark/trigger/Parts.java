// SPDX-License-Identifier: Apache-2.0
package io.tidemark.trigger;

import java.util.List;

/** The triggers that a composite one is made of, each with its own part of the state, after the composite's slot 0. */
final class Parts {
    private static final int MOST = 62;

    private Parts() {}

    static <E> List<Trigger<? super E>> checked(List<Trigger<? super E>> triggers) {
        if (triggers.isEmpty() || triggers.size() > MOST) {
            throw new IllegalArgumentException(
                    "a composite trigger needs 1 to " + MOST + " triggers, but has " + triggers.size());
        }
        return List.copyOf(triggers);
    }

    static int slots(List<? extends Trigger<?>> triggers) {
        int slots = 0;
        for (Trigger<?> trigger : triggers) {
            slots += trigger.slots();
        }
        return slots;
    }

    static void forEach(List<? extends Trigger<?>> triggers, TriggerContext context, Action action) {
        int slot = 1;
        for (Trigger<?> trigger : triggers) {
            action.on(trigger, new Part(context, slot));
            slot += trigger.slots();
        }
    }

    static void merge(List<? extends Trigger<?>> triggers, TriggerContext into, TriggerContext from) {
        int slot = 1;
        for (Trigger<?> trigger : triggers) {
            trigger.onMerge(new Part(into, slot), new Part(from, slot));
            slot += trigger.slots();
        }
    }

    static long nextTimer(List<? extends Trigger<?>> triggers, TimeDomain domain, TriggerContext context) {
        long next = Trigger.NO_TIMER;
        int slot = 1;
        for (Trigger<?> trigger : triggers) {
            next = Math.min(next, trigger.nextTimer(domain, new Part(context, slot)));
            slot += trigger.slots();
        }
        return next;
    }

    static boolean firesOnTimer(Trigger<?> trigger, TimeDomain domain, TriggerContext context) {
        long now = domain == TimeDomain.EVENT_TIME ? context.watermark() : context.processingTime();
        return trigger.nextTimer(domain, context) <= now && trigger.onTimer(domain, context) == TriggerResult.FIRE;
    }

    /** What is done with each part. */
    @FunctionalInterface
    interface Action {
        void on(Trigger<?> trigger, TriggerContext part);
    }

    /**
     * The part of {@code whole}'s state that begins at slot {@code first}.
     *
     * @param whole the composite's context
     * @param first the part's slot 0
     */
    record Part(TriggerContext whole, int first) implements TriggerContext {
        @Override
        public long state(int slot) {
            return whole.state(first + slot);
        }

        @Override
        public void setState(int slot, long value) {
            whole.setState(first + slot, value);
        }

        @Override
        public long processingTime() {
            return whole.processingTime();
        }

        @Override
        public long watermark() {
            return whole.watermark();
        }

        @Override
        public long windowStart() {
            return whole.windowStart();
        }

        @Override
        public long windowEnd() {
            return whole.windowEnd();
        }
    }
}
