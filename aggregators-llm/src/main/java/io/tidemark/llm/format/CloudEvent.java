// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.source.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a CloudEvent has beside its data; used again and again. */
final class CloudEvent {
    /** What names of attributes begin with in headers. */
    static final String PREFIX = "ce_";

    private final Set<String> wanted;
    private final List<RecordHeader> headers = new ArrayList<>();
    private String version = "";
    private String type = "";
    private @Nullable String time;
    private boolean hasId;
    private boolean hasSource;

    /** Only the headers {@code wanted} are kept. */
    CloudEvent(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** Begins an event whose attributes are to be headers beside {@code given}. */
    void begin(List<RecordHeader> given) {
        headers.clear();
        headers.addAll(given);
        version = "";
        type = "";
        time = null;
        hasId = false;
        hasSource = false;
    }

    /** Takes an attribute that is a header already. */
    void put(String name, String value) {
        switch (name) {
            case "specversion" -> version = value;
            case "type" -> type = value;
            case "time" -> time = value;
            case "id" -> hasId = !value.isEmpty();
            case "source" -> hasSource = !value.isEmpty();
            default -> {
                // Others are only fields.
            }
        }
    }

    /** Takes an attribute that becomes a header when somebody wants it. */
    void putAndKeep(String name, String value) {
        put(name, value);
        if (wanted.contains(name)) {
            headers.add(new RecordHeader(PREFIX + name, value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** What is wrong with the attributes, or null. */
    @Nullable
    String defect() {
        if (!version.equals("1.0")) {
            return "the record is not a CloudEvent of specversion 1.0";
        }
        return hasId && hasSource && !type.isEmpty() ? null : "the CloudEvent lacks its id, its source or its type";
    }

    List<RecordHeader> headers() {
        return headers;
    }

    String type() {
        return type;
    }

    /** The time, or {@link RowFiller#ABSENT}, or one of the refusals of {@link TimestampFormat}. */
    long time() {
        String written = time;
        return written == null ? RowFiller.ABSENT : TimestampFormat.RFC_3339.text(written);
    }
}
