// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import io.tidemark.pane.AccumulationMode;
import io.tidemark.window.CalendarUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes views of every kind. */
final class RandomViews {
    private static final long HOUR = 3_600_000;
    private static final long HUGE = 1L << 60;

    private final Dice dice;
    private final Scale scale;

    RandomViews(Dice dice, Scale scale) {
        this.dice = dice;
        this.scale = scale;
    }

    /** One to three; later ones are often like the first, so that there is something to share. */
    List<ViewSpec> views() {
        List<ViewSpec> views = new ArrayList<>();
        int count = dice.of(1, 1, 1, 2, 3);
        for (int i = 0; i < count; i++) {
            ViewSpec view = view("v" + i);
            views.add(i > 0 && dice.chance(40) ? like(views.get(0), view) : view);
        }
        return views;
    }

    private ViewSpec like(ViewSpec first, ViewSpec other) {
        return new ViewSpec(
                        other.name(),
                        first.filtered(),
                        first.keyed(),
                        dice.chance(30) ? first.windows() : other.windows(),
                        first.watermarks(),
                        dice.chance(50) ? first.lateness() : other.lateness(),
                        other.early(),
                        other.onTimeIfNew(),
                        other.late(),
                        other.mode(),
                        dice.chance(70) ? first.dedupTtl() : other.dedupTtl(),
                        List.of(),
                        Optional.empty())
                .legal();
    }

    private ViewSpec view(String name) {
        WindowsSpec windows = windows();
        return new ViewSpec(
                        name,
                        dice.chance(40),
                        dice.chance(85),
                        windows,
                        watermarks(),
                        dice.chance(50) ? 0 : duration(1, 15),
                        dice.chance(windows instanceof WindowsSpec.Global ? 90 : 50)
                                ? Optional.of(trigger(0))
                                : Optional.empty(),
                        dice.chance(30),
                        dice.chance(30) ? Optional.of(trigger(0)) : Optional.empty(),
                        dice.of(AccumulationMode.values()),
                        dice.chance(30) ? duration(1, 30) : 0,
                        List.of(),
                        Optional.empty())
                .legal();
    }

    private WindowsSpec windows() {
        return switch (dice.below(scale.civil() ? 12 : 9)) {
            case 0, 1 -> new WindowsSpec.Tumbling(duration(1, 12), offset());
            case 2, 3 -> sliding();
            case 4, 5 -> session();
            case 6 -> new WindowsSpec.Count(dice.between(1, 6), dice.between(1, 6));
            case 7 ->
                dice.chance(60)
                        ? new WindowsSpec.Global()
                        : new WindowsSpec.Calendar(dice.of(CalendarUnit.values()), scale.zone());
            case 8 -> new WindowsSpec.Custom(scale.duration(dice, 1, 5), scale.duration(dice, 6, 12));
            case 9 -> new WindowsSpec.Calendar(dice.of(CalendarUnit.values()), scale.zone());
            default -> zoned();
        };
    }

    private WindowsSpec sliding() {
        if (dice.chance(10)) {
            return new WindowsSpec.Sliding(dice.between(10, 40) * scale.unit(), scale.unit(), offset());
        }
        return new WindowsSpec.Sliding(scale.duration(dice, 1, 12), scale.duration(dice, 1, 6), offset());
    }

    private WindowsSpec session() {
        long gap = duration(1, 6);
        long most = dice.chance(50) ? Long.MAX_VALUE : gap + scale.duration(dice, 1, 12) - 1;
        return new WindowsSpec.Session(gap, most, dice.chance(70));
    }

    private WindowsSpec zoned() {
        long size = dice.of(HOUR / 4, HOUR / 2, HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR);
        return new WindowsSpec.Zoned(size, dice.of(0L, 0L, HOUR / 4, HOUR, -HOUR, 9 * HOUR), scale.zone());
    }

    /** Now and then one that brings sums near the ends of long. */
    private long duration(int from, int to) {
        return dice.chance(2) ? HUGE - dice.below(3) : scale.duration(dice, from, to);
    }

    private long offset() {
        return dice.chance(50) ? 0 : dice.between(-20, 20) * scale.unit();
    }

    private WatermarksSpec watermarks() {
        WatermarksSpec.Kind kind = dice.of(
                WatermarksSpec.Kind.BOUNDED,
                WatermarksSpec.Kind.BOUNDED,
                WatermarksSpec.Kind.BOUNDED,
                WatermarksSpec.Kind.ASCENDING,
                WatermarksSpec.Kind.PUNCTUATED,
                WatermarksSpec.Kind.PROCESSING_TIME);
        return new WatermarksSpec(
                kind,
                kind == WatermarksSpec.Kind.BOUNDED ? scale.duration(dice, 0, 8) : 0,
                dice.chance(40) ? scale.duration(dice, 5, 30) : WatermarksSpec.NEVER,
                dice.chance(40),
                dice.chance(25) ? scale.duration(dice, 1, 15) : 0,
                dice.chance(20) ? scale.duration(dice, 0, 20) : WatermarksSpec.NEVER);
    }

    private TriggerSpec trigger(int depth) {
        return switch (dice.below(depth > 1 ? 4 : 10)) {
            case 0 -> new TriggerSpec.Count(dice.between(1, 5));
            case 1 -> new TriggerSpec.Timed(scale.duration(dice, 1, 12), false);
            case 2 -> new TriggerSpec.Timed(scale.duration(dice, 1, 12), true);
            case 3 -> new TriggerSpec.Critical();
            case 4, 5, 6, 7 -> new TriggerSpec.Repeat(trigger(depth + 1));
            case 8 -> new TriggerSpec.Any(parts(depth));
            default -> new TriggerSpec.All(parts(depth));
        };
    }

    private List<TriggerSpec> parts(int depth) {
        List<TriggerSpec> parts = new ArrayList<>();
        for (long i = dice.between(1, 3); i > 0; i--) {
            parts.add(trigger(depth + 1));
        }
        return parts;
    }
}
