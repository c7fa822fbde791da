// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.live;

import io.tidemark.runtime.json.Excerpt;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.LateElement;
import io.tidemark.sink.LateSink;
import io.tidemark.time.ProcessingClock;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Some of the last late elements and dead letters, for people who ask what they look like. At most {@link #PER_SECOND} of each kind are looked at in a second, so that a flood of them costs the job nothing; the outputs for them, if the
 * job has any, get all.
 *
 * <p>One for all times that the job is opened in a process. Any thread may read.
 */
public final class LiveSamples implements LateSink, DeadLetterSink {
    /** So many of a kind are kept. */
    public static final int KEPT = 100;

    /** So many of a kind are taken in a second of the clock. */
    public static final int PER_SECOND = 10;

    private final ProcessingClock clock;
    private final Kept<Late> late = new Kept<>();
    private final Kept<Letter> letters = new Kept<>();

    /** None yet; {@code clock} tells when they came. */
    public LiveSamples(ProcessingClock clock) {
        this.clock = clock;
    }

    /**
     * A late element.
     *
     * @param at when it came, epoch ms
     * @param element it, without what only its bytes say
     * @param excerpt its beginning, as text
     */
    public record Late(long at, LateElement element, String excerpt) {}

    /**
     * A dead letter.
     *
     * @param at when it came, epoch ms
     * @param letter it, without its value
     * @param excerpt the beginning of its value, as text
     */
    public record Letter(long at, DeadLetter letter, String excerpt) {}

    @Override
    public void late(LateElement element) {
        long now = clock.millis();
        if (late.takes(now)) {
            late.add(new Late(now, without(element), Excerpt.of(element.element())));
        }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        long now = clock.millis();
        if (letters.takes(now)) {
            letters.add(new Letter(now, without(letter), Excerpt.of(letter.value())));
        }
    }

    /** An element may be used again after the call. */
    private static LateElement without(LateElement late) {
        return new LateElement(
                late.view(),
                late.key(),
                late.id(),
                late.timestamp(),
                late.partition(),
                late.offset(),
                late.lateness(),
                "");
    }

    private static DeadLetter without(DeadLetter letter) {
        return new DeadLetter(
                letter.reason(), letter.error(), letter.partition(), letter.offset(), letter.view(), null);
    }

    /** The last late elements, oldest first, at most {@code limit}. */
    public List<Late> late(int limit) {
        return late.last(limit);
    }

    /** The last dead letters, oldest first, at most {@code limit}. */
    public List<Letter> letters(int limit) {
        return letters.last(limit);
    }

    @Override
    public void flush() {
        // What was taken can be seen.
    }

    @Override
    public void close() {
        // It is there for the next time that the job is opened.
    }

    /** The last ones of a kind. */
    private static final class Kept<T> {
        private final ArrayDeque<T> all = new ArrayDeque<>();
        private long second = Long.MIN_VALUE;
        private int taken;

        synchronized boolean takes(long now) {
            long nowSecond = Math.floorDiv(now, 1000L);
            if (nowSecond != second) {
                second = nowSecond;
                taken = 0;
            }
            return taken++ < PER_SECOND;
        }

        synchronized void add(T sample) {
            if (all.size() == KEPT) {
                all.removeFirst();
            }
            all.addLast(sample);
        }

        synchronized List<T> last(int limit) {
            return all.stream().skip(Math.max(0, all.size() - limit)).toList();
        }
    }
}
