// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import java.io.InputStream;
import java.util.Locale;
import java.util.Map;

/**
 * What was sent.
 *
 * @param body perhaps packed
 * @param contentType with or without parameters; empty when it was not said
 * @param contentEncoding how the body is packed; empty when it is not
 * @param attributes of a CloudEvent whose data is the body, by name; empty when the body is something else
 */
public record IngestRequest(
        InputStream body, String contentType, String contentEncoding, Map<String, String> attributes) {
    /** Keeps a copy. */
    public IngestRequest {
        attributes = Map.copyOf(attributes);
    }

    /** The content type without parameters, in lower case. */
    String mediaType() {
        return mediaType(contentType);
    }

    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}
