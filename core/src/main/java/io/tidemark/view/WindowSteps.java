// SPDX-License-Identifier: Apache-2.0
package io.tidemark.view;

import io.tidemark.window.CalendarWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;

/** How far it is from the end of a window to that of the next one. */
final class WindowSteps {
    private static final long DAY = Duration.ofDays(1).toMillis();

    private WindowSteps() {}

    /** The longest time, without changes of the clock, where that is known; else 0. */
    static long longest(Windowing<?> windowing) {
        if (windowing instanceof TumblingWindows tumbling) {
            return tumbling.size();
        }
        if (windowing instanceof SlidingWindows sliding) {
            return sliding.slide();
        }
        if (windowing instanceof CalendarWindows calendar) {
            return switch (calendar.unit()) {
                case DAY -> DAY;
                case WEEK -> 7 * DAY;
                case MONTH -> 31 * DAY;
                case YEAR -> 366 * DAY;
            };
        }
        return 0;
    }
}
