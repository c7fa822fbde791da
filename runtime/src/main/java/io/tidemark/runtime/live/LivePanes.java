// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.live;

import io.tidemark.pane.Pane;
import io.tidemark.runtime.json.PaneJson;
import io.tidemark.sink.Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last panes of a job, numbered as they came, for any number of readers. To write one costs the job two stores, however many read, and however slow they are: who falls behind by more than {@link #KEPT} panes misses some, and can
 * tell by the numbers.
 *
 * <p>It is a sink of the job, one for all times that the job is opened in a process. What it shows is not committed yet where another sink has transactions.
 */
public final class LivePanes implements Sink {
    /** So many panes are kept. */
    public static final int KEPT = 1 << 14;

    private static final int MASK = KEPT - 1;

    private final AtomicReferenceArray<@Nullable Numbered> ring = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong next = new AtomicLong();

    /** No panes yet. */
    public LivePanes() {}

    /** A pane, and the how manieth it is, from 0. */
    public static final class Numbered {
        private final long number;
        private final Pane<?> pane;
        private volatile byte @Nullable [] json;

        private Numbered(long number, Pane<?> pane) {
            this.number = number;
            this.pane = pane;
        }

        /** What a reader can go on after. */
        public long number() {
            return number;
        }

        /** The pane. */
        public Pane<?> pane() {
            return pane;
        }

        /** Its record, made for the first reader and kept for the others; not to be changed. */
        public byte[] json() {
            byte[] made = json;
            if (made == null) {
                made = PaneJson.value(pane);
                json = made;
            }
            return made;
        }
    }

    @Override
    public void open() {
        // There is nothing to open.
    }

    @Override
    public void write(Pane<?> pane) {
        long number = next.getPlain();
        ring.setRelease((int) number & MASK, new Numbered(number, pane));
        next.setRelease(number + 1);
    }

    @Override
    public void flush() {
        // What was written can be seen.
    }

    @Override
    public void close() {
        // It is there for the next time that the job is opened, and for who looks at what it did.
    }

    /** The number that the next pane gets. */
    public long next() {
        return next.getAcquire();
    }

    /** The smallest number that may still be read. */
    public long oldest() {
        return Math.max(0, next() - KEPT);
    }

    /** The pane of a number below {@link #next}; null when it is not kept any more. */
    public @Nullable Numbered get(long number) {
        Numbered numbered = ring.getAcquire((int) number & MASK);
        return numbered != null && numbered.number() == number ? numbered : null;
    }

    /** The newest panes that {@code wanted} takes, oldest first, at most {@code limit}. */
    public List<Numbered> newest(Predicate<Pane<?>> wanted, int limit) {
        List<Numbered> found = new ArrayList<>();
        for (long number = next() - 1; number >= oldest() && found.size() < limit; number--) {
            Numbered numbered = get(number);
            if (numbered != null && wanted.test(numbered.pane())) {
                found.add(numbered);
            }
        }
        Collections.reverse(found);
        return found;
    }
}
