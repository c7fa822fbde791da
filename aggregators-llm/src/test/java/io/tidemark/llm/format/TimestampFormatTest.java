// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.llm.format.TimestampFormat.EPOCH_MILLIS;
import static io.tidemark.llm.format.TimestampFormat.EPOCH_SECONDS;
import static io.tidemark.llm.format.TimestampFormat.OUT_OF_RANGE;
import static io.tidemark.llm.format.TimestampFormat.RFC_3339;
import static io.tidemark.llm.format.TimestampFormat.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.testkit.Seeds;
import io.tidemark.time.Timestamps;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampFormatTest {
    @RegisterExtension
    final Seeds seeds = new Seeds();

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "2023-11-16T18:17:03.979Z, 1700158623979",
        "2023-11-16T18:17:03.9799999999999Z, 1700158623979",
        "2023-11-16t18:17:03z, 1700158623000",
        "2023-11-16 18:17:03.5Z, 1700158623500",
        "2023-11-16T19:47:03+01:30, 1700158623000",
        "2023-11-16T18:17:03-00:00, 1700158623000",
        "2023-11-16T10:17:03-08:00, 1700158623000",
        "2024-02-29T00:00:00Z, 1709164800000",
        "2000-02-29T00:00:00Z, 951782400000",
        "2016-12-31T23:59:60Z, 1483228800000",
        "2017-01-01T00:59:60.5+01:00, 1483228800500",
        "0000-01-01T00:00:00Z, -62167219200000",
        "9999-12-31T23:59:59.999Z, 253402300799999"
    })
    void t1_texts_are_rfc_3339_with_a_zone(String text, long millis) {
        assertThat(RFC_3339.text(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "1969-12-31T23:59:59.9999Z, -1",
        "1969-12-31T23:59:59.9990001Z, -1",
        "1969-12-31T23:59:59.9985Z, -2",
        "1969-12-31T23:59:59Z, -1000"
    })
    void t1_fractions_of_a_millisecond_are_floored_also_before_1970(String text, long millis) {
        assertThat(RFC_3339.text(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2023-11-16",
                "2023-11-16T18:17:03",
                "2023-11-16T18:17:03.5",
                "2023-11-16T18:17:03.Z",
                "2023-11-16T18:17Z",
                "2023-11-16T18:17:03,5Z",
                "2023-11-16T18:17:03+0100",
                "2023-11-16T18:17:03+01",
                "2023-11-16T18:17:03+24:00",
                "2023-11-16T18:17:03+01:60",
                "2023-11-16T18:17:03+01:00 ",
                "2023-11-16T18:17:03ZZ",
                "2023-11-16T24:00:00Z",
                "2023-11-16T18:60:00Z",
                "2023-11-16T18:17:60Z",
                "2023-11-16T18:17:61Z",
                "2023-00-16T18:17:03Z",
                "2023-13-16T18:17:03Z",
                "2023-11-00T18:17:03Z",
                "2023-11-31T18:17:03Z",
                "2023-02-29T18:17:03Z",
                "1900-02-29T18:17:03Z",
                "-001-11-16T18:17:03Z",
                "+2023-11-16T18:17:03Z",
                "2023/11/16T18:17:03Z",
                "2023-11-16_18:17:03Z",
                "٢٠٢٣-11-16T18:17:03Z",
                "2023-11-16T18:17:03\u2212",
                "1700158623979",
                "Thu, 16 Nov 2023 18:17:03 GMT"
            })
    void t1_other_texts_are_unreadable(String text) {
        assertThat(RFC_3339.text(text)).isEqualTo(UNREADABLE);
    }

    @Test
    void t1_rfc_3339_agrees_with_java_time() {
        Random random = seeds.random();
        for (int i = 0; i < 100_000; i++) {
            long second = random.nextLong(-62_167_219_200L + 86_400, 253_402_300_800L - 86_400);
            Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            ZoneOffset offset = ZoneOffset.ofTotalSeconds(60 * random.nextInt(-18 * 60, 18 * 60 + 1));
            String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(instant, offset));
            if (text.charAt(16) == ':') {
                assertThat(RFC_3339.text(text)).as(text).isEqualTo(instant.toEpochMilli());
            }
        }
    }

    @Test
    void t1_numbers_are_epoch_milliseconds_floored_exactly() {
        assertThat(RFC_3339.integer(1700158623979L)).isEqualTo(1700158623979L);
        assertThat(RFC_3339.decimal("1700158623979.9999999999")).isEqualTo(1700158623979L);
        assertThat(RFC_3339.decimal("-0.5")).isEqualTo(-1);
        assertThat(RFC_3339.decimal("-1e-400")).isEqualTo(-1);
        assertThat(RFC_3339.decimal("-0.0e5")).isZero();
        assertThat(RFC_3339.decimal("1e-999999999999")).isZero();
        assertThat(RFC_3339.decimal("0e999999999999")).isZero();
        assertThat(RFC_3339.decimal("1.5e3")).isEqualTo(1500);
        assertThat(RFC_3339.decimal("-1500.0000000001")).isEqualTo(-1501);
    }

    @Test
    void t1_the_range_is_closed() {
        for (TimestampFormat format : new TimestampFormat[] {RFC_3339, EPOCH_MILLIS}) {
            assertThat(format.integer(Timestamps.MAX)).isEqualTo(Timestamps.MAX);
            assertThat(format.integer(Timestamps.MIN)).isEqualTo(Timestamps.MIN);
            assertThat(format.integer(Timestamps.MAX + 1)).isEqualTo(OUT_OF_RANGE);
            assertThat(format.integer(Timestamps.MIN - 1)).isEqualTo(OUT_OF_RANGE);
            assertThat(format.integer(Long.MIN_VALUE)).isEqualTo(OUT_OF_RANGE);
            assertThat(format.integer(Long.MAX_VALUE)).isEqualTo(OUT_OF_RANGE);
            assertThat(format.decimal("4611686018427387904.9")).isEqualTo(Timestamps.MAX);
            assertThat(format.decimal("4611686018427387905.0")).isEqualTo(OUT_OF_RANGE);
            assertThat(format.decimal("-4611686018427387904.1")).isEqualTo(OUT_OF_RANGE);
            assertThat(format.decimal("99999999999999999999")).isEqualTo(OUT_OF_RANGE);
            assertThat(format.decimal("1e300")).isEqualTo(OUT_OF_RANGE);
            assertThat(format.decimal("-1e999999999999")).isEqualTo(OUT_OF_RANGE);
        }
    }

    @Test
    void epoch_seconds_may_have_fractions_and_be_texts() {
        assertThat(EPOCH_SECONDS.integer(1700158623)).isEqualTo(1700158623000L);
        assertThat(EPOCH_SECONDS.decimal("1700158623.9799999")).isEqualTo(1700158623979L);
        assertThat(EPOCH_SECONDS.decimal("-0.0001")).isEqualTo(-1);
        assertThat(EPOCH_SECONDS.text("1700158623.979")).isEqualTo(1700158623979L);
        assertThat(EPOCH_SECONDS.integer(4611686018427387L)).isEqualTo(4611686018427387000L);
        assertThat(EPOCH_SECONDS.integer(4611686018427388L)).isEqualTo(OUT_OF_RANGE);
        assertThat(EPOCH_SECONDS.integer(-4611686018427388L)).isEqualTo(OUT_OF_RANGE);
        assertThat(EPOCH_SECONDS.integer(Long.MIN_VALUE)).isEqualTo(OUT_OF_RANGE);
        assertThat(EPOCH_SECONDS.decimal("4611686018427387.904")).isEqualTo(Timestamps.MAX);
        assertThat(EPOCH_SECONDS.decimal("4611686018427387.905")).isEqualTo(OUT_OF_RANGE);
        assertThat(EPOCH_MILLIS.text("1700158623979")).isEqualTo(1700158623979L);
        assertThat(EPOCH_MILLIS.text("2023-11-16T18:17:03Z")).isEqualTo(UNREADABLE);
        assertThat(EPOCH_MILLIS.text("0x10")).isEqualTo(UNREADABLE);
        assertThat(EPOCH_MILLIS.text("1".repeat(101))).isEqualTo(UNREADABLE);
    }

    @Test
    void patterns_are_read_strictly_in_their_zone() {
        TimestampFormat azure = TimestampFormat.pattern("yyyy-MM-dd HH:mm:ss.SSSSSSS", ZoneOffset.UTC);
        assertThat(azure.text("2023-11-16 18:17:03.9799600")).isEqualTo(1700158623979L);
        assertThat(azure.text("1969-12-31 23:59:59.9999999")).isEqualTo(-1);
        assertThat(azure.text("2023-02-29 18:17:03.9799600")).isEqualTo(UNREADABLE);
        assertThat(azure.text("2023-11-16 18:17:03")).isEqualTo(UNREADABLE);
        assertThat(azure.text("2023-11-16 18:17:03.9799600Z")).isEqualTo(UNREADABLE);

        ZoneId berlin = ZoneId.of("Europe/Berlin");
        TimestampFormat local = TimestampFormat.pattern("dd/MMM/uuuu:HH:mm:ss", berlin);
        assertThat(local.text("16/Nov/2023:19:17:03")).isEqualTo(1700158623000L);
        TimestampFormat offset = TimestampFormat.pattern("uuuu-MM-dd'T'HH:mm:ssXX", berlin);
        assertThat(offset.text("2023-11-16T10:17:03-0800")).isEqualTo(1700158623000L);
        assertThat(TimestampFormat.pattern("uuuuMMdd", berlin).integer(20231116))
                .isEqualTo(1700089200000L);
        assertThat(TimestampFormat.pattern("uuuuMMddHHmmss.SSS", ZoneOffset.UTC).decimal("20231116181703.979"))
                .isEqualTo(1700158623979L);
    }

    @Test
    void patterns_that_tell_no_instant_are_refused() {
        for (String pattern : new String[] {"HH:mm", "uuuu-MM", "bananas", "{", "uuuu-MM-dd mm"}) {
            assertThatThrownBy(() -> TimestampFormat.pattern(pattern, ZoneOffset.UTC))
                    .as(pattern)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + pattern + "' is not a pattern of an instant");
        }
    }

    @Test
    void formats_have_names() {
        assertThat(TimestampFormat.named("rfc3339", ZoneOffset.UTC)).isEqualTo(RFC_3339);
        assertThat(TimestampFormat.named("epoch_ms", ZoneOffset.UTC)).isEqualTo(EPOCH_MILLIS);
        assertThat(TimestampFormat.named("epoch_s", ZoneOffset.UTC)).isEqualTo(EPOCH_SECONDS);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(TimestampFormat.named("d MMM uuuu HH:mm:ss", ZoneOffset.UTC)
                            .text("16 Nov 2023 18:17:03"))
                    .isEqualTo(1700158623000L);
        } finally {
            Locale.setDefault(before);
        }
    }
}
