// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.runtime.ingest.OtlpEncoding;
import io.tidemark.runtime.json.JsonLine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What OTLP/HTTP wants for an answer, in the encoding of the request: two messages, of which one is empty, written by hand. */
final class OtlpAnswers {
    /** The field {@code message} of {@code google.rpc.Status}, number 2, whose length comes first. */
    private static final int MESSAGE = 0x12;

    private OtlpAnswers() {}

    /** An {@code ExportTraceServiceResponse} that has nothing to say. */
    static byte[] accepted(OtlpEncoding encoding) {
        return encoding == OtlpEncoding.JSON ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
    }

    /** A {@code Status} with {@code message}. */
    static byte[] refused(OtlpEncoding encoding, String message) {
        if (encoding == OtlpEncoding.JSON) {
            return JsonLine.bytes(json -> JsonLine.value(json, Map.of("message", message)));
        }
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream status = new ByteArrayOutputStream();
        status.write(MESSAGE);
        int left = text.length;
        for (; left > 0x7f; left >>>= 7) {
            status.write(0x80 | (left & 0x7f));
        }
        status.write(left);
        status.writeBytes(text);
        return status.toByteArray();
    }
}
