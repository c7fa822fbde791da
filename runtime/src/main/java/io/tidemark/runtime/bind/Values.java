// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.bind;

import io.tidemark.runtime.problem.Nearest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values that a job file has. */
public final class Values {
    private static final Pattern DECORATED =
            Pattern.compile("(?=.*[A-Za-z%])p?(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(?:MB|mb|s|sec|%)?");

    private Values() {}

    /** Any text that is not empty. */
    public static Value<String> text(String expected) {
        return Value.of(
                expected, written -> Optional.of(written).filter(text -> !text.isEmpty()), shown -> (Object) shown);
    }

    /** A text that matches {@code pattern}. */
    public static Value<String> text(String expected, Pattern pattern) {
        return Value.of(
                expected,
                written -> Optional.of(written)
                        .filter(text -> pattern.matcher(text).matches()),
                shown -> (Object) shown);
    }

    /** A name: letters, digits, {@code _} and {@code -}, so that it is safe in paths, labels and files. */
    public static Value<String> name() {
        return text("a name of 1 to 64 letters, digits, '_' and '-'", Pattern.compile("[A-Za-z0-9_-]{1,64}"));
    }

    /** {@code true} or {@code false}. */
    public static Value<Boolean> flag() {
        return oneOf(Map.of("true", true, "false", false), List.of("true", "false"));
    }

    /** A whole number from {@code least} to {@code most}. */
    public static Value<Long> integer(long least, long most) {
        String limits = most == Long.MAX_VALUE ? ", at least " + least : " from " + least + " to " + most;
        return Value.of("a whole number" + limits, written -> integer(written, least, most), (Long shown) ->
                        (Object) shown)
                .withHint(written -> numberHint(written, (double) least, (double) most));
    }

    private static Optional<Long> integer(String written, long least, long most) {
        if (!written.matches("[-+]?\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(written)).filter(number -> number >= least && number <= most);
    }

    /** A number; {@link Double#MIN_VALUE} as {@code least} is any above 0. */
    public static Value<Double> decimal(double least, double most) {
        return Value.of("a number" + limits(least, most), written -> decimal(written, least, most), Values::shown)
                .withHint(written -> numberHint(written, least, most));
    }

    /** {@code 512MB}, {@code 60s}, {@code p99} and {@code 95%} are numbers with something around them; others may just be too small or too large. */
    private static String numberHint(String written, double least, double most) {
        Matcher matcher = DECORATED.matcher(written);
        if (matcher.matches()) {
            return "; did you mean '" + matcher.group(1) + "'?";
        }
        return decimal(written, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
                .filter(number -> number < least || number > most)
                .map(number -> instead(number < least, least, most))
                .orElse("");
    }

    /** Nothing is nearest above 0. */
    private static String instead(boolean isLow, double least, double most) {
        if (isLow && least == Double.MIN_VALUE) {
            return "; for example " + plain(most == Double.POSITIVE_INFINITY ? 1 : most / 2);
        }
        return "; the nearest is " + plain(isLow ? least : most);
    }

    /** A whole number without a point. */
    private static Object shown(Double number) {
        long whole = number.longValue();
        return whole == number && Math.abs(whole) < 1L << 53 ? (Object) whole : number;
    }

    private static Optional<Double> decimal(String written, double least, double most) {
        if (!written.matches("[-+]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][-+]?\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(Double.parseDouble(written)).filter(number -> number >= least && number <= most);
    }

    private static String limits(double least, double most) {
        if (least == Double.MIN_VALUE) {
            return " above 0" + (most == Double.POSITIVE_INFINITY ? "" : ", at most " + plain(most));
        }
        if (most == Double.POSITIVE_INFINITY || least == Double.NEGATIVE_INFINITY) {
            return least == Double.NEGATIVE_INFINITY ? "" : ", at least " + plain(least);
        }
        return " from " + plain(least) + " to " + plain(most);
    }

    private static String plain(double limit) {
        return new BigDecimal(Double.toString(limit)).stripTrailingZeros().toPlainString();
    }

    /** A duration in milliseconds. */
    public static Value<Long> duration(long least) {
        String atLeast = least <= 0 ? "" : " of at least " + DurationText.of(least);
        return Value.of(
                        "a duration" + atLeast + ", such as 500ms, 120s, 5m, 4h, 7d or PT1H30M",
                        written -> DurationText.read(written).filter(millis -> millis >= least),
                        (Long shown) -> (Object) DurationText.of(shown))
                .withHint(DurationText::hint);
    }

    /** The name of a time zone. */
    public static Value<ZoneId> zone() {
        return Value.of("a time zone, such as UTC, Europe/Berlin or +02:00", Values::zone, Values::zoneName)
                .withHint(written -> Nearest.of(written, ZoneId.getAvailableZoneIds())
                        .map(zone -> "; did you mean '" + zone + "'?")
                        .orElse(""));
    }

    private static Object zoneName(ZoneId zone) {
        return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    private static Optional<ZoneId> zone(String written) {
        try {
            return Optional.of(ZoneId.of(written));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** One of the constants of {@code type}, in lower case. */
    public static <E extends Enum<E>> Value<E> oneOf(Class<E> type) {
        Map<String, E> constants = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants()).forEach(constant -> constants.put(wireName(constant), constant));
        return oneOf(constants, constants.keySet());
    }

    /** One of the constants {@code some} of {@code type}, in lower case. */
    public static <E extends Enum<E>> Value<E> oneOfConstants(Collection<E> some) {
        Map<String, E> constants = new LinkedHashMap<>();
        some.forEach(constant -> constants.put(wireName(constant), constant));
        return oneOf(constants, constants.keySet());
    }

    /** One of {@code names}. */
    public static Value<String> oneOf(Collection<String> names) {
        Map<String, String> same = new LinkedHashMap<>();
        names.forEach(name -> same.put(name, name));
        return oneOf(same, names);
    }

    private static <T> Value<T> oneOf(Map<String, T> values, Collection<String> names) {
        Map<T, String> shown = new LinkedHashMap<>();
        values.forEach((name, value) -> shown.put(value, name));
        return Value.<T>of(
                        choice(names),
                        written -> Optional.ofNullable(values.get(written)),
                        value -> value instanceof Boolean ? value : shown.getOrDefault(value, ""))
                .withHint(written -> Nearest.of(written, names)
                        .map(name -> "; did you mean '" + name + "'?")
                        .orElse(""));
    }

    private static String choice(Collection<String> names) {
        return names.size() <= 2 ? String.join(" or ", names) : "one of " + String.join(", ", names);
    }

    /** The name of {@code constant} in files. */
    public static String wireName(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A text that nobody may see. */
    public static Value<String> secret(String expected) {
        return new Value<>(
                expected,
                written -> Optional.of(written).filter(text -> !text.isEmpty()),
                written -> "",
                (value, scalar) -> Secrets.shown(scalar),
                false);
    }

    /** A URL, whose user and password nobody may see. */
    public static Value<String> url(String expected) {
        return new Value<>(
                expected,
                written -> Optional.of(written).filter(text -> text.contains(":") && !text.contains(" ")),
                written -> "",
                (value, scalar) -> Secrets.withoutCredentials(scalar.written()),
                false);
    }
}
