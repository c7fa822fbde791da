// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.DurationText;
import io.tidemark.runtime.bind.Section;
import io.tidemark.runtime.bind.Value;
import io.tidemark.runtime.bind.Values;
import io.tidemark.time.Timestamps;
import io.tidemark.window.CalendarUnit;
import io.tidemark.window.CalendarWindows;
import io.tidemark.window.CountWindows;
import io.tidemark.window.GlobalWindow;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import io.tidemark.window.Windowing;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the windows of a view: the type says which other keys there may be. */
final class WindowBinder {
    private static final Value<Long> LENGTH = Values.duration(1);
    private static final Value<Long> OFFSET = Values.duration(-Timestamps.MAX_DURATION);
    private static final Value<Long> ELEMENTS = Values.integer(1, 1_000_000_000);
    private static final long MAX_OVERLAP = 100_000;
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** Which types of window each key belongs to. */
    private static final Map<String, List<Type>> OWNERS = new TreeMap<>(Map.of(
            "size", List.of(Type.TUMBLING, Type.SLIDING, Type.COUNT),
            "slide", List.of(Type.SLIDING, Type.COUNT),
            "gap", List.of(Type.SESSION),
            "max_duration", List.of(Type.SESSION),
            "touching", List.of(Type.SESSION),
            "offset", List.of(Type.TUMBLING, Type.SLIDING),
            "unit", List.of(Type.CALENDAR),
            "time_zone", List.of(Type.CALENDAR, Type.TUMBLING)));

    private WindowBinder() {}

    private enum Type {
        TUMBLING,
        SLIDING,
        SESSION,
        CALENDAR,
        GLOBAL,
        COUNT
    }

    private enum Touching {
        MERGE,
        SEPARATE
    }

    static Windowing<Object> bind(Section section) {
        Optional<Type> type = section.optional("type", Values.oneOf(Type.class));
        if (type.isEmpty()) {
            if (!section.has("type")) {
                section.missing("type", "one of tumbling, sliding, session, calendar, global, count");
            }
            OWNERS.keySet().forEach(section::node);
            return GlobalWindow.INSTANCE;
        }
        refuseKeysOfOthers(section, type.get());
        return switch (type.get()) {
            case TUMBLING -> tumbling(section);
            case SLIDING -> sliding(section);
            case SESSION -> session(section);
            case CALENDAR -> calendar(section);
            case COUNT -> count(section);
            case GLOBAL -> GlobalWindow.INSTANCE;
        };
    }

    private static void refuseKeysOfOthers(Section section, Type type) {
        OWNERS.forEach((key, owners) -> {
            if (!owners.contains(type)) {
                String names = String.join(
                        " and ", owners.stream().map(Values::wireName).toList());
                section.refuse(key, "is for " + names + " windows, and this view is " + Values.wireName(type));
            }
        });
    }

    private static Windowing<Object> tumbling(Section section) {
        long size = section.required("size", LENGTH, DAY, "5m");
        long offset = section.get("offset", OFFSET, 0L);
        ZoneId zone = section.get("time_zone", Values.zone(), ZoneOffset.UTC);
        if (!zone.normalized().equals(ZoneOffset.UTC) && DAY % size != 0) {
            section.problem(
                    "size",
                    "must divide a day when there is a time_zone, but " + DurationText.of(size)
                            + " does not; for example 1h, 6h or 1d");
            return new TumblingWindows(DAY, 0, zone);
        }
        return new TumblingWindows(size, offset, zone);
    }

    private static Windowing<Object> sliding(Section section) {
        long size = section.required("size", LENGTH, DAY, "15m");
        long slide = section.required("slide", LENGTH, DAY, "1m");
        if (size / slide > MAX_OVERLAP) {
            section.problem(
                    "slide",
                    "at most " + MAX_OVERLAP + " windows may overlap, but " + DurationText.of(size) + " by "
                            + DurationText.of(slide) + " is " + size / slide + "; use a longer slide");
        }
        return new SlidingWindows(size, slide, section.get("offset", OFFSET, 0L));
    }

    private static Windowing<Object> session(Section section) {
        long gap = section.required("gap", LENGTH, 1L, "30m");
        Touching touching = section.get("touching", Values.oneOf(Touching.class), Touching.MERGE);
        long longest = section.optional("max_duration", LENGTH).orElse(Long.MAX_VALUE);
        if (longest < gap) {
            section.problem(
                    "max_duration",
                    "must be at least the gap of " + DurationText.of(gap) + ", but is " + DurationText.of(longest));
            longest = gap;
        }
        return new SessionWindows(gap, longest, touching == Touching.MERGE);
    }

    private static Windowing<Object> calendar(Section section) {
        return new CalendarWindows(
                section.required("unit", Values.oneOf(CalendarUnit.class), CalendarUnit.DAY, "day"),
                section.get("time_zone", Values.zone(), ZoneOffset.UTC));
    }

    private static Windowing<Object> count(Section section) {
        long size = section.required("size", ELEMENTS, 1L, "100");
        return new CountWindows(size, section.get("slide", ELEMENTS, size));
    }
}
