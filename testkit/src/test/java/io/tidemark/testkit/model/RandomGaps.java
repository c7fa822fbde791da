// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.pane.FillMethod;
import io.tidemark.view.GapFilling;
import io.tidemark.window.CalendarUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills the gaps of all views of random cases; views whose windows have none get others. */
final class RandomGaps {
    private static final long DAY = 86_400_000;
    private static final long HUGE = 1L << 60;

    private RandomGaps() {}

    /** The case of {@code seed}. */
    static Case of(long seed) {
        Case plain = RandomCases.of(seed);
        Dice dice = new Dice(~seed);
        List<ViewSpec> views = new ArrayList<>();
        for (ViewSpec view : plain.views()) {
            ViewSpec aligned = isAligned(view.windows()) ? view : view.with(windows(dice, span(plain)), view.mode());
            views.add(aligned.filled(filling(dice, step(aligned.windows()))));
        }
        return plain.withViews(views);
    }

    private static boolean isAligned(WindowsSpec windows) {
        return windows instanceof WindowsSpec.Tumbling
                || windows instanceof WindowsSpec.Sliding
                || windows instanceof WindowsSpec.Zoned
                || windows instanceof WindowsSpec.Calendar;
    }

    private static WindowsSpec windows(Dice dice, long span) {
        long step = 1 + span / dice.of(2, 8, 30);
        return dice.chance(50)
                ? new WindowsSpec.Tumbling(step, dice.between(-3, 3))
                : new WindowsSpec.Sliding(Math.min(HUGE, dice.between(1, 3 * step)), step, dice.between(-3, 3));
    }

    private static long step(WindowsSpec windows) {
        if (windows instanceof WindowsSpec.Tumbling tumbling) {
            return tumbling.size();
        }
        if (windows instanceof WindowsSpec.Sliding sliding) {
            return sliding.slide();
        }
        if (windows instanceof WindowsSpec.Zoned zoned) {
            return zoned.size();
        }
        CalendarUnit unit = ((WindowsSpec.Calendar) windows).unit();
        return switch (unit) {
            case DAY -> DAY;
            case WEEK -> 7 * DAY;
            case MONTH -> 31 * DAY;
            case YEAR -> 366 * DAY;
        };
    }

    private static GapFilling filling(Dice dice, long step) {
        FillMethod with = dice.of(FillMethod.values());
        Map<String, FillMethod> results = dice.chance(60)
                ? Map.of()
                : Map.of(
                        dice.of("count", "sum"),
                        dice.of(FillMethod.values()),
                        dice.of("members", "mean"),
                        dice.of(FillMethod.values()));
        long windows = dice.of(1, 1, 2, 3, 9, 40);
        long atMost = step >= HUGE / 64 ? step : step * windows + dice.of(0L, 0L, -1L, 1L, step / 2);
        return new GapFilling(with, results, Math.max(step, atMost));
    }

    /** About how long the case is. */
    private static long span(Case scripted) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Step step : scripted.steps()) {
            if (step instanceof Step.Add add && add.timestamp() > -HUGE && add.timestamp() < HUGE) {
                first = Math.min(first, add.timestamp());
                last = Math.max(last, add.timestamp());
            }
        }
        return last <= first ? 1 : Math.min(HUGE, 1 + last - first);
    }
}
