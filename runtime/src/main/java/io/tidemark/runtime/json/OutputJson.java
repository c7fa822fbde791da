// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.sink.DeadLetter;
import io.tidemark.sink.LateElement;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes late elements and dead letters as JSON records. */
public final class OutputJson {
    private OutputJson() {}

    /** The record of {@code late}, with a line end. */
    public static byte[] bytes(LateElement late) {
        return JsonLine.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("view", late.view());
            json.writeFieldName("key");
            PaneJson.key(json, late.key());
            json.writeFieldName("id");
            JsonLine.value(json, late.id());
            json.writeNumberField("timestamp", late.timestamp());
            json.writeNumberField("partition", late.partition());
            json.writeNumberField("offset", late.offset());
            json.writeNumberField("lateness_ms", late.lateness());
            content(json, late.element());
            json.writeEndObject();
        });
    }

    /** The record of {@code letter}, with a line end; without the value of a record that was too large. */
    public static byte[] bytes(DeadLetter letter) {
        return JsonLine.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("reason", letter.reason().wireName());
            json.writeStringField("error", letter.error());
            if (letter.partition() != DeadLetter.NOWHERE) {
                json.writeNumberField("partition", letter.partition());
                json.writeNumberField("offset", letter.offset());
            }
            json.writeFieldName("view");
            JsonLine.value(json, letter.view());
            if (letter.reason() != InvalidReason.TOO_LARGE) {
                content(json, letter.value());
            }
            json.writeEndObject();
        });
    }

    /**
     * {@code value} when the record is JSON, or when it could be decoded and is text of another kind; {@code value_base64} for all other bytes; the fields, of an element that was joined; nothing when the
     * record had no bytes.
     */
    private static void content(JsonGenerator json, @Nullable Object content) throws IOException {
        if (content instanceof Row row) {
            if (row.source().length > 0) {
                bytes(json, row.source(), true);
            } else {
                json.writeFieldName("value");
                JsonLine.value(json, row.asMap());
            }
        } else if (content instanceof byte[] raw) {
            bytes(json, raw, false);
        } else if (content != null) {
            json.writeFieldName("value");
            JsonLine.value(json, content);
        }
    }

    private static void bytes(JsonGenerator json, byte[] bytes, boolean decoded) throws IOException {
        Optional<String> value = RecordText.json(bytes);
        Optional<String> text = decoded ? RecordText.text(bytes) : Optional.empty();
        if (value.isPresent()) {
            json.writeFieldName("value");
            json.writeRawValue(value.get());
        } else if (text.isPresent()) {
            json.writeStringField("value", text.get());
        } else {
            json.writeStringField("value_base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
