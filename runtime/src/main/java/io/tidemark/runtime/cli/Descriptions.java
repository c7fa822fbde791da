// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.detect.Detector;
import io.tidemark.join.Unmatched;
import io.tidemark.runtime.bind.DurationText;
import io.tidemark.runtime.bind.Values;
import io.tidemark.runtime.config.JoinConfig;
import io.tidemark.runtime.config.ViewConfig;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.ZoneOffset;
import java.util.List;

/** Says in a few words what a view is. */
final class Descriptions {
    private Descriptions() {}

    static String view(ViewConfig view) {
        String by = view.key().isEmpty() ? "one key for all" : "by " + String.join(", ", view.key());
        String late = view.allowedLateness() == 0 ? "" : ", lateness " + DurationText.of(view.allowedLateness());
        return windowing(view.windowing()) + ", " + by + late;
    }

    /** Says in a few words what a detector of {@code view} watches. */
    static String detector(Detector detector, ViewConfig view) {
        return "alerts about " + detector.value() + " of " + view.name() + " by "
                + detector.rule().kind();
    }

    /** Says in a few words what is joined. */
    static String join(JoinConfig join) {
        List<String> left = join.left().on();
        List<String> right = join.right().on();
        String on = String.join(", ", left) + (left.equals(right) ? "" : " = " + String.join(", ", right));
        String before = join.before() == 0 ? "" : "up to " + DurationText.of(join.before()) + " before and ";
        String unmatched = join.unmatched() == Unmatched.NONE
                ? ""
                : ", and " + Values.wireName(join.unmatched()) + " without a partner";
        return String.join(", ", join.left().events()) + " with "
                + String.join(", ", join.right().events()) + " by " + on + ", " + before + "up to "
                + DurationText.of(join.after()) + " after" + unmatched;
    }

    private static String windowing(Windowing<?> windowing) {
        if (windowing instanceof TumblingWindows tumbling) {
            boolean isUtc = tumbling.zone().equals(ZoneOffset.UTC);
            return "tumbling " + DurationText.of(tumbling.size()) + (isUtc ? "" : " in " + tumbling.zone());
        }
        if (windowing instanceof SlidingWindows sliding) {
            return "sliding " + DurationText.of(sliding.size()) + " every " + DurationText.of(sliding.slide());
        }
        if (windowing instanceof SessionWindows session) {
            String most = session.maxDuration() == Long.MAX_VALUE
                    ? ""
                    : ", at most " + DurationText.of(session.maxDuration());
            return "sessions with a gap of " + DurationText.of(session.gap()) + most;
        }
        if (windowing instanceof CalendarWindows calendar) {
            return "each " + Values.wireName(calendar.unit()) + " in " + calendar.zone();
        }
        return windowing instanceof CountWindows count
                ? "the last " + count.size() + " elements, every " + count.slide()
                : "all time";
    }
}
