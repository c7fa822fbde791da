// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.join.Join;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The halves of elements that wait in a join: found by side and key, in the order in which they came, and let go in the order in which their waits end.
 *
 * @param <E> the element
 */
final class WaitingElements<E> {
    private final Join<E> join;
    private final boolean isSaved;
    private final Map<String, Chain<E>> left = new HashMap<>();
    private final Map<String, Chain<E>> right = new HashMap<>();
    private final PriorityQueue<Waiting<E>> byEnd;

    /** What came or found its first partner since the last checkpoint, and still waits. */
    private final Set<Waiting<E>> changed = new LinkedHashSet<>();

    /** The orders of those that the last checkpoint has and that do not wait any more. */
    private final List<Long> gone = new ArrayList<>();

    /** Those of one side and one key: never empty. */
    private static final class Chain<E> {
        private Waiting<E> first;
        private Waiting<E> last;

        Chain(Waiting<E> only) {
            first = only;
            last = only;
        }
    }

    /** Empty; {@code isSaved} where checkpoints are taken. */
    WaitingElements(Join<E> join, boolean isSaved) {
        this.join = join;
        this.isSaved = isSaved;
        byEnd = new PriorityQueue<>(
                Comparator.<Waiting<E>>comparingLong(this::end).thenComparingLong(waiting -> waiting.order));
    }

    int size() {
        return byEnd.size();
    }

    /** Until when one waits: it is let go by the first watermark above. */
    long end(Waiting<E> waiting) {
        return waiting.timestamp + join.waitMillis(waiting.isLeft);
    }

    /** The first that came of a side with {@code key}; {@link Waiting#next} tells the others. */
    @Nullable
    Waiting<E> first(boolean isLeft, String key) {
        Chain<E> chain = chains(isLeft).get(key);
        return chain == null ? null : chain.first;
    }

    /** Adds one that came after all others. */
    void add(Waiting<E> waiting) {
        append(waiting);
        byEnd.add(waiting);
        change(waiting);
    }

    /** Adds one that a checkpoint had, in any order. */
    void restore(Waiting<E> waiting) {
        Chain<E> chain = chains(waiting.isLeft).get(waiting.key);
        if (chain == null || chain.last.order < waiting.order) {
            append(waiting);
        } else if (waiting.order < chain.first.order) {
            waiting.next = chain.first;
            chain.first = waiting;
        } else {
            insert(chain.first, waiting);
        }
        byEnd.add(waiting);
    }

    /** It is to be in the next checkpoint as it is then. */
    void change(Waiting<E> waiting) {
        if (isSaved) {
            changed.add(waiting);
        }
    }

    /** The one whose wait ends first; null when none waits. */
    @Nullable
    Waiting<E> firstToEnd() {
        return byEnd.peek();
    }

    /** Lets go of {@link #firstToEnd}. */
    void removeFirstToEnd() {
        Waiting<E> waiting = byEnd.remove();
        unchain(waiting);
        changed.remove(waiting);
        if (waiting.isSaved) {
            gone.add(waiting.order);
        }
    }

    /** Hands over what has changed since this was called last: what waits, and the orders of what does not any more. */
    void save(Consumer<Waiting<E>> waits, LongConsumer isGone) {
        for (Waiting<E> waiting : changed) {
            waits.accept(waiting);
            waiting.isSaved = true;
        }
        changed.clear();
        gone.forEach(isGone::accept);
        gone.clear();
    }

    private Map<String, Chain<E>> chains(boolean isLeft) {
        return isLeft ? left : right;
    }

    private void append(Waiting<E> waiting) {
        Chain<E> chain = chains(waiting.isLeft).get(waiting.key);
        if (chain == null) {
            chains(waiting.isLeft).put(waiting.key, new Chain<>(waiting));
        } else {
            chain.last.next = waiting;
            chain.last = waiting;
        }
    }

    /** Puts {@code waiting} where it belongs between {@code first} and the last. */
    private static <E> void insert(Waiting<E> first, Waiting<E> waiting) {
        Waiting<E> before = first;
        while (before.next != null && before.next.order < waiting.order) {
            before = before.next;
        }
        waiting.next = before.next;
        before.next = waiting;
    }

    @SuppressWarnings("ReferenceEquality") // That it is the same object is the question.
    private void unchain(Waiting<E> waiting) {
        Map<String, Chain<E>> chains = chains(waiting.isLeft);
        Chain<E> chain = Objects.requireNonNull(chains.get(waiting.key));
        if (chain.first == waiting) {
            if (waiting.next == null) {
                chains.remove(waiting.key);
            } else {
                chain.first = waiting.next;
            }
            return;
        }
        Waiting<E> before = chain.first;
        while (before.next != waiting) {
            before = Objects.requireNonNull(before.next);
        }
        before.next = waiting.next;
        if (chain.last == waiting) {
            chain.last = before;
        }
    }
}
