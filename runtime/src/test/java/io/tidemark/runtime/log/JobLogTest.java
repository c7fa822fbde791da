// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobLogTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private JobLog log(LogFormat format) {
        return new JobLog(new PrintStream(bytes, true, StandardCharsets.UTF_8), format, () -> 1_767_225_600_123L);
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @AfterEach
    void writeTextAgain() {
        LogEncoder.use(LogFormat.TEXT);
    }

    @Test
    void text_is_a_line_with_what_it_is() {
        JobLog log = log(LogFormat.TEXT);
        log.say("serving");
        log.note("mind this");
        log.warn("two\nlines and \u001b[31m red", Map.of("n", 3));

        assertThat(text().lines())
                .containsExactly("tidemark: serving", "note: mind this", "warning: two lines and \\u001b[31m red");
    }

    @Test
    void json_is_an_object_a_line_with_the_numbers() {
        JobLog log = log(LogFormat.JSON);
        log.say("serving");
        log.warn("two\nlines", Map.of("n", 3));

        assertThat(text().lines())
                .containsExactly(
                        "{\"time\":\"2026-01-01T00:00:00.123Z\",\"level\":\"INFO\",\"logger\":\"tidemark\",\"message\":\"serving\"}",
                        "{\"time\":\"2026-01-01T00:00:00.123Z\",\"level\":\"WARN\",\"logger\":\"tidemark\",\"message\":\"two lines\",\"n\":3}");
    }

    @Test
    void what_others_log_is_json_too() {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent(
                "", context.getLogger("a.Library"), Level.WARN, "it has {}", null, new Object[] {"\"it\""});
        event.setTimeStamp(0);

        LogEncoder.use(LogFormat.JSON);
        assertThat(new String(new LogEncoder().encode(event), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"time\":\"1970-01-01T00:00:00Z\",\"level\":\"WARN\",\"logger\":\"a.Library\",\"message\":\"it has \\\"it\\\"\"}\n");
    }
}
