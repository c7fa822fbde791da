// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a trigger remembers of one window, as plain objects (rules P3, P4, N6). */
interface NaiveTrigger {
    /** No timer is pending. */
    long NEVER = Long.MAX_VALUE;

    /** An element came; whether to fire. */
    boolean element(TestElement element, long now);

    /** When {@link #timer} is wanted. */
    long due();

    /** It is {@code now}; whether to fire. Asked too early, nothing happens. */
    boolean timer(long now);

    /** A pane was emitted. */
    void pane();

    /** A session was merged into this one. */
    void absorb(NaiveTrigger other);

    /** As new. */
    void reset();

    /** Fires once, when enough elements are new since the last pane. */
    final class Counted implements NaiveTrigger {
        private final long wanted;
        private long seen;
        private boolean done;

        Counted(long wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean element(TestElement element, long now) {
            if (done) {
                return false;
            }
            seen++;
            done = seen >= wanted;
            return done;
        }

        @Override
        public long due() {
            return NEVER;
        }

        @Override
        public boolean timer(long now) {
            return false;
        }

        @Override
        public void pane() {
            seen = 0;
        }

        @Override
        public void absorb(NaiveTrigger other) {
            seen += ((Counted) other).seen;
            done |= ((Counted) other).done;
        }

        @Override
        public void reset() {
            seen = 0;
            done = false;
        }
    }

    /** Fires once, some time after the first element that is new since the last pane. */
    final class Timed implements NaiveTrigger {
        private final long interval;
        private final boolean aligned;
        private long due = NEVER;
        private boolean done;

        Timed(long interval, boolean aligned) {
            this.interval = interval;
            this.aligned = aligned;
        }

        @Override
        public boolean element(TestElement element, long now) {
            if (!done && due == NEVER) {
                long from = aligned ? Math.floorDiv(now, interval) * interval : now;
                due = Bounds.plus(from, interval);
            }
            return false;
        }

        @Override
        public long due() {
            return due;
        }

        @Override
        public boolean timer(long now) {
            if (due == NEVER || due > now) {
                return false;
            }
            due = NEVER;
            done = true;
            return true;
        }

        @Override
        public void pane() {
            due = NEVER;
        }

        @Override
        public void absorb(NaiveTrigger other) {
            done |= ((Timed) other).done;
            due = done ? NEVER : Math.min(due, ((Timed) other).due);
        }

        @Override
        public void reset() {
            due = NEVER;
            done = false;
        }
    }

    /** Fires once, on the first critical element. */
    final class Critical implements NaiveTrigger {
        private boolean done;

        @Override
        public boolean element(TestElement element, long now) {
            boolean fires = element.critical() && !done;
            done |= fires;
            return fires;
        }

        @Override
        public long due() {
            return NEVER;
        }

        @Override
        public boolean timer(long now) {
            return false;
        }

        @Override
        public void pane() {
            // Nothing is pending between elements.
        }

        @Override
        public void absorb(NaiveTrigger other) {
            done |= ((Critical) other).done;
        }

        @Override
        public void reset() {
            done = false;
        }
    }

    /** Fires once, when the first of its parts does. */
    final class Any implements NaiveTrigger {
        private final List<NaiveTrigger> parts;
        private boolean done;

        Any(List<NaiveTrigger> parts) {
            this.parts = parts;
        }

        @Override
        public boolean element(TestElement element, long now) {
            if (done) {
                return false;
            }
            parts.forEach(part -> done |= part.element(element, now));
            return done;
        }

        @Override
        public long due() {
            return done ? NEVER : earliest(parts);
        }

        @Override
        public boolean timer(long now) {
            if (done) {
                return false;
            }
            parts.forEach(part -> done |= part.timer(now));
            return done;
        }

        @Override
        public void pane() {
            parts.forEach(NaiveTrigger::pane);
        }

        @Override
        public void absorb(NaiveTrigger other) {
            done |= ((Any) other).done;
            absorbAll(parts, ((Any) other).parts);
        }

        @Override
        public void reset() {
            done = false;
            parts.forEach(NaiveTrigger::reset);
        }
    }

    /** Fires once, when all of its parts have since the last pane. */
    final class All implements NaiveTrigger {
        private final List<NaiveTrigger> parts;
        private final Set<Integer> fired = new TreeSet<>();
        private boolean done;

        All(List<NaiveTrigger> parts) {
            this.parts = new ArrayList<>(parts);
        }

        @Override
        public boolean element(TestElement element, long now) {
            if (done) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).element(element, now)) {
                    fired.add(i);
                }
            }
            done = fired.size() == parts.size();
            return done;
        }

        @Override
        public long due() {
            return done ? NEVER : earliest(parts);
        }

        @Override
        public boolean timer(long now) {
            if (done) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).timer(now)) {
                    fired.add(i);
                }
            }
            done = fired.size() == parts.size();
            return done;
        }

        @Override
        public void pane() {
            if (!done) {
                reset();
            }
        }

        @Override
        public void absorb(NaiveTrigger other) {
            done |= ((All) other).done;
            fired.addAll(((All) other).fired);
            absorbAll(parts, ((All) other).parts);
        }

        @Override
        public void reset() {
            done = false;
            fired.clear();
            parts.forEach(NaiveTrigger::reset);
        }
    }

    /** Fires whenever its part would, which then begins anew. */
    final class Repeated implements NaiveTrigger {
        private final NaiveTrigger part;

        Repeated(NaiveTrigger part) {
            this.part = part;
        }

        @Override
        public boolean element(TestElement element, long now) {
            return anewIf(part.element(element, now));
        }

        @Override
        public long due() {
            return part.due();
        }

        @Override
        public boolean timer(long now) {
            return anewIf(part.timer(now));
        }

        @Override
        public void pane() {
            part.pane();
        }

        @Override
        public void absorb(NaiveTrigger other) {
            part.absorb(((Repeated) other).part);
        }

        @Override
        public void reset() {
            part.reset();
        }

        private boolean anewIf(boolean fires) {
            if (fires) {
                part.reset();
            }
            return fires;
        }
    }

    private static long earliest(List<NaiveTrigger> parts) {
        return parts.stream().mapToLong(NaiveTrigger::due).min().orElse(NEVER);
    }

    private static void absorbAll(List<NaiveTrigger> into, List<NaiveTrigger> from) {
        for (int i = 0; i < into.size(); i++) {
            into.get(i).absorb(from.get(i));
        }
    }
}
