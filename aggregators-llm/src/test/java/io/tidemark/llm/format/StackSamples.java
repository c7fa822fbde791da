// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Records of the stacks, as files: written by hand after the published schemas, with every member that these have. */
final class StackSamples {
    /** All fields of a call that a view may read. */
    static final String[] CALL = {
        "request_id",
        "session_id",
        "user_id",
        "team",
        "model",
        "response_model",
        "provider",
        "operation",
        "start",
        "end",
        "latency_ms",
        "time_to_first_token_ms",
        "input_tokens",
        "output_tokens",
        "total_tokens",
        "cached_tokens",
        "cache_write_tokens",
        "reasoning_tokens",
        "cost",
        "error",
        "cache_hit",
        "quality_score",
        "$type"
    };

    private StackSamples() {}

    static String read(String name) {
        try (var stream = StackSamples.class.getResourceAsStream("stacks/" + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** A mapping of one field from one path, as a job may have it. */
    static MappingOptions mapping(String field, String path) {
        FieldMapping.Source source = new FieldMapping.Source(path, MappingUnit.TEXT, Map.of());
        return new MappingOptions(false, Map.of(field, new FieldMapping(List.of(source), Optional.empty())));
    }
}
