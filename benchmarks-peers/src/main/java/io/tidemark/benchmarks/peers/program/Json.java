// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Events and reports as JSON, by Jackson's data binding: readers and writers are made once, and numbers are read the fast way. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private static final ObjectReader EVENTS = MAPPER.readerFor(FeedbackEvent.class);
    private static final ObjectWriter REPORTS = MAPPER.writerFor(ModelReport.class);

    private Json() {}

    static FeedbackEvent event(byte[] json) {
        try {
            return EVENTS.readValue(json);
        } catch (IOException e) {
            throw new UncheckedIOException("an event is not JSON", e);
        }
    }

    static byte[] bytes(ModelReport report) {
        try {
            return REPORTS.writeValueAsBytes(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written", e);
        }
    }
}
