// SPDX-License-Identifier: Apache-2.0
package io.tidemark.join;

import io.tidemark.time.Durations;
import java.time.Duration;

/**
 * Every pair of a left and a right element with the same key whose timestamps are close: {@code left - before <= right <= left + after}, both ends included (an interval join). A view over it sees the pairs in place of the elements.
 *
 * <p>Laws, for the watermark W that an element finds:
 *
 * <ol>
 *   <li>A pair is made once, when the second of its elements comes, whichever that is. Its timestamp is the later of the two, so a pair of elements that were not late is not late.
 *   <li>A left element at {@code t} waits while {@code W <= t + after}, a right one while {@code W <= t + before}: until nothing can come that is not late and pairs with it.
 *   <li>A late element pairs with those that still wait, and waits itself as long as any other.
 *   <li>An unmatched element, where asked for, is handed on when its wait is over, at once if it was over before the element came. Its timestamp is the end of the wait, {@code t + after + 1} or {@code t + before + 1}; so it is
 *       not late, unless it came too late to wait.
 * </ol>
 *
 * @param left one side
 * @param right the other side
 * @param before ms by which a right element may lie before a left one
 * @param after ms by which a right element may lie after a left one
 * @param unmatched what is handed on without a partner
 * @param maxWaiting how many elements wait at most; of more, those whose wait would end first are let go early, as if it had ended. The log says so
 * @param pairing makes one element of two
 * @param <E> the element
 */
public record Join<E>(
        JoinSide<E> left,
        JoinSide<E> right,
        long before,
        long after,
        Unmatched unmatched,
        int maxWaiting,
        Pairing<E> pairing) {
    /** More elements than any memory holds. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Checks the limits. */
    public Join {
        Durations.positiveOrZero("before", before);
        Durations.positiveOrZero("after", after);
        if (maxWaiting < 1) {
            throw new IllegalArgumentException("max_waiting must be at least 1, but is " + maxWaiting);
        }
    }

    /** All pairs, and nothing that is unmatched, without a limit to what waits. */
    public static <E> Join<E> of(
            JoinSide<E> left, JoinSide<E> right, Duration before, Duration after, Pairing<E> pairing) {
        return new Join<>(
                left,
                right,
                Durations.millisOrZero("before", before),
                Durations.millisOrZero("after", after),
                Unmatched.NONE,
                NO_LIMIT,
                pairing);
    }

    /** The same, which hands on {@code elements} without a partner as well. */
    public Join<E> withUnmatched(Unmatched elements) {
        return new Join<>(left, right, before, after, elements, maxWaiting, pairing);
    }

    /** The same, of which at most {@code elements} wait. */
    public Join<E> waitingAtMost(int elements) {
        return new Join<>(left, right, before, after, unmatched, elements, pairing);
    }

    /** The side on the left, or else the one on the right. */
    public JoinSide<E> side(boolean isLeft) {
        return isLeft ? left : right;
    }

    /** For how long after its timestamp an element waits, in ms. */
    public long waitMillis(boolean isLeft) {
        return isLeft ? after : before;
    }

    /** Whether elements at these times, with the same key, are a pair. */
    public boolean isPair(long leftTimestamp, long rightTimestamp) {
        return rightTimestamp >= leftTimestamp - before && rightTimestamp <= leftTimestamp + after;
    }
}
