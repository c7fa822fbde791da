// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.benchmarks.loop.Loop;
import io.tidemark.benchmarks.loop.SessionLoop;
import io.tidemark.benchmarks.loop.SliceLoop;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.util.List;

/** The windows that are measured, and the loops that compute them by hand. */
public enum Query {
    /** Few panes: what an element costs. */
    TUMBLING_5_MIN("tumbling 5 min", TumblingWindows.of(Duration.ofMinutes(5))) {
        @Override
        public List<Loop> loops() {
            return List.of(SliceLoop.tumbling(Duration.ofMinutes(5).toMillis()));
        }
    },
    /** With many keys, a pane for nearly every element. */
    TUMBLING_10_S("tumbling 10 s", TumblingWindows.of(Duration.ofSeconds(10))) {
        @Override
        public List<Loop> loops() {
            return List.of(SliceLoop.tumbling(Duration.ofSeconds(10).toMillis()));
        }
    },
    /** An element is in fifteen windows. */
    SLIDING_15_MIN_1_MIN("sliding 15 min / 1 min", SlidingWindows.of(Duration.ofMinutes(15), Duration.ofMinutes(1))) {
        @Override
        public List<Loop> loops() {
            long slide = Duration.ofMinutes(1).toMillis();
            return List.of(SliceLoop.plainSliding(slide, 15), SliceLoop.twoStacks(slide, 15));
        }
    },
    /** An element is in sixty windows, and every second all keys of a minute have a pane. */
    SLIDING_60_S_1_S("sliding 60 s / 1 s", SlidingWindows.of(Duration.ofSeconds(60), Duration.ofSeconds(1))) {
        @Override
        public List<Loop> loops() {
            long slide = Duration.ofSeconds(1).toMillis();
            return List.of(SliceLoop.plainSliding(slide, 60), SliceLoop.twoStacks(slide, 60));
        }
    },
    /** Windows that depend on each key's elements. */
    SESSIONS_30_S("sessions, gap 30 s", SessionWindows.withGap(Duration.ofSeconds(30))) {
        @Override
        public List<Loop> loops() {
            return List.of(new SessionLoop(Duration.ofSeconds(30).toMillis()));
        }
    };

    private final String title;

    @SuppressWarnings("ImmutableEnumChecker") // These windows are records of numbers.
    private final Windowing<Object> windowing;

    Query(String title, Windowing<Object> windowing) {
        this.title = title;
        this.windowing = windowing;
    }

    /** The loops that compute it; the fastest is the limit. */
    public abstract List<Loop> loops();

    /** For people. */
    public String title() {
        return title;
    }

    /** The windows. */
    public Windowing<Object> windowing() {
        return windowing;
    }

    /** Whether the input must have silences to be worth measuring: with few keys, no session would end. */
    public boolean needsSilence() {
        return this == SESSIONS_30_S;
    }
}
