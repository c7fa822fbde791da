// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.log;

import io.tidemark.runtime.json.JsonLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** A line of the log as JSON. */
final class LogLine {
    private LogLine() {}

    /** One with {@code facts} beside the message; with a line end. */
    static byte[] json(long time, String level, String logger, String message, Map<String, ?> facts) {
        return JsonLine.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("time", Instant.ofEpochMilli(time).toString());
            json.writeStringField("level", level);
            json.writeStringField("logger", logger);
            json.writeStringField("message", message);
            for (Map.Entry<String, ?> fact : facts.entrySet()) {
                json.writeFieldName(fact.getKey());
                JsonLine.value(json, fact.getValue());
            }
            json.writeEndObject();
        });
    }

    /** A line of text, with a line end. */
    static byte[] text(String line) {
        return (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
    }
}
