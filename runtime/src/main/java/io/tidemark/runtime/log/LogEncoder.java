// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.log;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.Map;

/** How Logback writes what libraries and the engine log: by its pattern, or as JSON. Of a throwable there is the message alone, in either format. */
public final class LogEncoder extends PatternLayoutEncoder {
    /** Logback makes the encoder before anybody has read the command line. */
    private static volatile LogFormat format = LogFormat.TEXT;

    /** One that writes text until {@link #use} says otherwise. */
    public LogEncoder() {}

    /** From now on all of them write {@code other}. */
    public static void use(LogFormat other) {
        format = other;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return format == LogFormat.TEXT
                ? super.encode(event)
                : LogLine.json(
                        event.getTimeStamp(),
                        event.getLevel().toString(),
                        event.getLoggerName(),
                        event.getFormattedMessage(),
                        Map.of());
    }
}
