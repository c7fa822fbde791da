// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.GeneratorConfig;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** {@link FeedbackEvents} in the order in which they come: some late, and some twice; the same ones in the same order for the same seed. */
public final class FeedbackStream {
    private final GeneratorConfig config;
    private final FeedbackEvents events;
    private final SplittableRandom random;
    private final PriorityQueue<FeedbackEvent> waiting = new PriorityQueue<>(FeedbackEvent.BY_EMISSION);
    private long made;
    private long lastTimestamp = Long.MIN_VALUE;

    /** What {@code config} says; whether it is paced is up to who takes the events. */
    public FeedbackStream(GeneratorConfig config) {
        this.config = config;
        events = new FeedbackEvents(config);
        random = new SplittableRandom(~config.seed());
    }

    /** The next event, which is not taken; null after the last one. */
    public @Nullable FeedbackEvent peek() {
        // Enough is made that none made later can come before it.
        while (!allMade() && (waiting.isEmpty() || waiting.element().emission() >= lastTimestamp)) {
            make();
        }
        return waiting.peek();
    }

    /** Takes the next event; null after the last one. */
    public @Nullable FeedbackEvent next() {
        return peek() == null ? null : waiting.poll();
    }

    private void make() {
        FeedbackEvent event = events.next(made * 2);
        made++;
        lastTimestamp = event.timestamp();
        waiting.add(event);
        if (random.nextDouble() < config.duplicateShare()) {
            waiting.add(event.again(random.nextLong(config.maxDelay() + 1)));
        }
    }

    private boolean allMade() {
        return config.count().isPresent() && made >= config.count().getAsLong();
    }
}
