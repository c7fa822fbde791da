// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.bind;

import io.tidemark.time.Timestamps;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 120s}, {@code 5m}, {@code 4h}, {@code 7d}, ISO-8601, or a bare {@code 0}. */
public final class DurationText {
    private static final Pattern SHORT = Pattern.compile("(-?)(\\d{1,18})(ms|s|m|h|d)");
    private static final Pattern ALMOST = Pattern.compile("(-?\\d{1,18})\\s*([A-Za-z]*)");
    private static final Map<String, Long> UNITS = units();

    private DurationText() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("d", Duration.ofDays(1).toMillis());
        units.put("h", Duration.ofHours(1).toMillis());
        units.put("m", Duration.ofMinutes(1).toMillis());
        units.put("s", Duration.ofSeconds(1).toMillis());
        units.put("ms", 1L);
        return units;
    }

    /** The milliseconds of {@code text}; nothing when it is no duration or longer than any view may use. */
    static Optional<Long> read(String text) {
        Matcher matcher = SHORT.matcher(text);
        Optional<Long> millis = matcher.matches() ? ofShort(matcher) : ofIso(text);
        return millis.filter(value -> Math.abs(value) <= Timestamps.MAX_DURATION);
    }

    private static Optional<Long> ofShort(Matcher matcher) {
        long number = Long.parseLong(matcher.group(2));
        long unit = UNITS.getOrDefault(matcher.group(3), 1L);
        if (number > Timestamps.MAX_DURATION / unit) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(1).isEmpty() ? number * unit : -number * unit);
    }

    private static Optional<Long> ofIso(String text) {
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        try {
            Duration duration = Duration.parse(text);
            boolean whole = duration.toNanosPart() % 1_000_000 == 0;
            return whole ? Optional.of(duration.toMillis()) : Optional.empty();
        } catch (DateTimeParseException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** What was meant by a text that is no duration. */
    static String hint(String text) {
        if (SHORT.matcher(text).matches() && read(text).isEmpty()) {
            return "; that is longer than any window may be";
        }
        Matcher matcher = ALMOST.matcher(text);
        if (!matcher.matches() || read(text).isPresent()) {
            return "";
        }
        String unit = unitLike(matcher.group(2).toLowerCase(Locale.ROOT));
        return unit.isEmpty()
                ? "; a number needs a unit: did you mean '" + matcher.group(1) + "s' or '" + matcher.group(1) + "ms'?"
                : "; did you mean '" + matcher.group(1) + unit + "'?";
    }

    private static String unitLike(String word) {
        if (word.startsWith("mil") || word.startsWith("ms")) {
            return "ms";
        }
        return word.isEmpty() || "smhd".indexOf(word.charAt(0)) < 0 ? "" : word.substring(0, 1);
    }

    /** {@code millis} in the largest unit that divides it. */
    public static String of(long millis) {
        for (Map.Entry<String, Long> unit : UNITS.entrySet()) {
            if (millis != 0 && millis % unit.getValue() == 0) {
                return millis / unit.getValue() + unit.getKey();
            }
        }
        return "0s";
    }
}
