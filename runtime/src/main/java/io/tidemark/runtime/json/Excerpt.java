// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import io.tidemark.element.Row;
import io.tidemark.runtime.problem.Plain;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The beginning of a record, as text that can be shown. */
public final class Excerpt {
    /** So many bytes of a record are looked at. */
    private static final int LONGEST = 400;

    private Excerpt() {}

    /** Of a row, the bytes of a record, or any other value; empty when there is none. Bytes that are no text become question marks, or the like. */
    public static String of(@Nullable Object content) {
        if (content == null) {
            return "";
        }
        if (content instanceof byte[] bytes) {
            return bytes(bytes);
        }
        if (content instanceof Row row) {
            return row.source().length > 0
                    ? bytes(row.source())
                    : cut(JsonLine.text(json -> JsonLine.value(json, row.asMap())));
        }
        return cut(String.valueOf(content));
    }

    private static String bytes(byte[] bytes) {
        String text =
                new String(bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes, StandardCharsets.UTF_8);
        return Plain.text(text) + (bytes.length > LONGEST ? " ..." : "");
    }

    private static String cut(String text) {
        return Plain.text(text.length() > LONGEST ? text.substring(0, LONGEST) : text)
                + (text.length() > LONGEST ? " ..." : "");
    }
}
