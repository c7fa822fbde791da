// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.Instant;

/** Reads a time as epoch milliseconds. */
final class Rfc3339Deserializer extends StdDeserializer<Long> {
    private static final long serialVersionUID = 1;

    Rfc3339Deserializer() {
        super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return Instant.parse(parser.getText()).toEpochMilli();
    }
}
