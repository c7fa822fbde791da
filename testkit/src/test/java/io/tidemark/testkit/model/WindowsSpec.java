// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.GlobalWindow;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.WindowAssigner;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Windows as a random case describes them: {@link #real} makes the engine's, {@link PerElement#find} is the model's own search by brute force. */
sealed interface WindowsSpec {
    /** What the engine is given. */
    Windowing<? super TestElement> real();

    /** Windows that an element's value and timestamp decide. */
    sealed interface PerElement extends WindowsSpec {
        /** The windows that hold {@code t}, earliest first. */
        List<Bounds> find(TestElement element, long t);
    }

    /** Rule N1. */
    record Tumbling(long size, long offset) implements PerElement {
        @Override
        public Windowing<Object> real() {
            return TumblingWindows.of(Duration.ofMillis(size)).withOffset(Duration.ofMillis(offset));
        }

        @Override
        public List<Bounds> find(TestElement element, long t) {
            return enumerate(size, size, offset, t);
        }
    }

    /** Rule N3, time of day. */
    record Zoned(long size, long offset, ZoneId zone) implements PerElement {
        @Override
        public Windowing<Object> real() {
            return new TumblingWindows(size, offset, zone);
        }

        @Override
        public List<Bounds> find(TestElement element, long t) {
            return List.of(new LocalTimeWalk(size, offset, zone.getRules()).around(t));
        }
    }

    /** Rule N2. */
    record Sliding(long size, long slide, long offset) implements PerElement {
        @Override
        public Windowing<Object> real() {
            return new SlidingWindows(size, slide, offset);
        }

        @Override
        public List<Bounds> find(TestElement element, long t) {
            return enumerate(size, slide, offset, t);
        }
    }

    /** Rule N3, civil units. */
    record Calendar(CalendarUnit unit, ZoneId zone) implements PerElement {
        @Override
        public Windowing<Object> real() {
            return CalendarWindows.of(unit, zone);
        }

        @Override
        public List<Bounds> find(TestElement element, long t) {
            return List.of(CivilDates.around(unit, zone, t));
        }
    }

    /** An assigner of our own, which the engine can only run on its general path: the element's number decides between two or both of two sizes. */
    record Custom(long small, long large) implements PerElement {
        @Override
        public Windowing<TestElement> real() {
            WindowAssigner<TestElement> assigner = (element, timestamp, out) -> {
                for (Bounds window : find(element, timestamp)) {
                    out.window(window.start(), window.end());
                }
            };
            return assigner;
        }

        @Override
        public List<Bounds> find(TestElement element, long t) {
            List<Bounds> found = new ArrayList<>();
            if (element.number() % 3 != 0) {
                found.addAll(enumerate(large, large, 0, t));
            }
            if (element.number() % 3 != 1) {
                found.addAll(enumerate(small, small, 0, t));
            }
            found.sort(java.util.Comparator.comparingLong(Bounds::start).thenComparingLong(Bounds::end));
            return found.stream().distinct().toList();
        }
    }

    /** Rule N5, global. */
    record Global() implements PerElement {
        @Override
        public Windowing<Object> real() {
            return GlobalWindow.INSTANCE;
        }

        @Override
        public List<Bounds> find(TestElement element, long t) {
            return List.of(new Bounds(Long.MIN_VALUE, Long.MAX_VALUE));
        }
    }

    /** Rule N4; {@code maxDuration} is {@link Long#MAX_VALUE} for none. */
    record Session(long gap, long maxDuration, boolean touching) implements WindowsSpec {
        @Override
        public Windowing<Object> real() {
            return new SessionWindows(gap, maxDuration, touching);
        }
    }

    /** Rule N5, count. */
    record Count(long size, long slide) implements WindowsSpec {
        @Override
        public Windowing<Object> real() {
            return CountWindows.of(size, slide);
        }
    }

    /** Whether the zone is one that the engine treats as a fixed shift. */
    static boolean isFixed(ZoneId zone) {
        return zone.normalized() instanceof ZoneOffset;
    }

    /** Tries every k around t whose window could hold it, and some more. */
    private static List<Bounds> enumerate(long size, long slide, long offset, long t) {
        List<Bounds> found = new ArrayList<>();
        long first = Math.subtractExact(Math.subtractExact(t, offset), size) / slide - 2;
        long last = Math.subtractExact(t, offset) / slide + 2;
        for (long k = first; k <= last; k++) {
            long start = Math.addExact(Math.multiplyExact(k, slide), offset);
            Bounds window = new Bounds(start, Math.addExact(start, size));
            if (window.holds(t)) {
                found.add(window);
            }
        }
        return found;
    }
}
