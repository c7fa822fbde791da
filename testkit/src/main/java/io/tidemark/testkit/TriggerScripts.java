// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.trigger.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes up what happens to a window.
 *
 * @param <E> the element
 */
final class TriggerScripts<E> {
    private static final long YEAR_2027 = 1_800_000_000_000L;

    private final Random random;
    private final Function<Random, E> elements;

    TriggerScripts(Random random, Function<Random, E> elements) {
        this.random = random;
        this.elements = elements;
    }

    /** When a window begins to be filled: now, or before 1970; with a watermark, or before there is one; some are the global window. */
    TriggerWindow.Bounds bounds() {
        if (random.nextInt(4) == 0) {
            return new TriggerWindow.Bounds(Long.MIN_VALUE, Long.MAX_VALUE);
        }
        long start = (random.nextBoolean() ? YEAR_2027 : -YEAR_2027) + random.nextInt(1_000_000);
        return new TriggerWindow.Bounds(start, start + 1 + duration());
    }

    long processingTime() {
        return (random.nextBoolean() ? YEAR_2027 : -YEAR_2027) + random.nextInt(1_000_000);
    }

    long watermark() {
        return random.nextBoolean() ? Long.MIN_VALUE : YEAR_2027 - duration();
    }

    /** From 0 to some hours; every order of magnitude is as likely as the others. */
    long duration() {
        return random.nextLong(1L << random.nextInt(25));
    }

    E element() {
        return elements.apply(random);
    }

    long timestamp() {
        return YEAR_2027 + random.nextInt(1_000_000);
    }

    List<E> elements(int count) {
        List<E> list = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            list.add(element());
        }
        return list;
    }

    List<Consumer<TriggerWindow<E>>> steps(int count) {
        List<Consumer<TriggerWindow<E>>> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(step());
        }
        return steps;
    }

    private Consumer<TriggerWindow<E>> step() {
        int kind = random.nextInt(10);
        if (kind < 6) {
            E element = element();
            long timestamp = timestamp();
            return window -> window.element(element, timestamp);
        }
        long millis = duration();
        return switch (kind) {
            case 6, 7 -> window -> window.pass(TimeDomain.PROCESSING_TIME, millis);
            case 8 -> window -> window.pass(TimeDomain.EVENT_TIME, millis);
            default -> TriggerWindow::pane;
        };
    }
}
