// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells envelopes and controls from events.
 *
 * <p>An object is an envelope when it has {@code value} and, beside it, nothing but {@code partition} (a whole number from 0 to 65535; default 0) and
 * {@code arrival_time} (a whole number, epoch ms; default: the clock stays). It is a control when it has {@code control}, a text, and nothing else but
 * {@code arrival_time}. Every other line is an event as it is, whatever it holds. The value's bytes are those of the line; a value that is a text stands for the bytes of
 * that text, so that formats other than JSON can be replayed.
 */
final class ReplayLineReader {
    private static final int MAX_PARTITION = 65_535;

    private final JsonFactory factory = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(66)
                    .maxNumberLength(1000)
                    .maxNameLength(1 << 12)
                    .maxStringLength(1 << 30)
                    .build())
            .build();

    /** What {@code line} means. */
    ReplayLine read(byte[] line) {
        return envelope(line).orElseGet(() -> new ReplayLine.Event(0, ReplayLine.NO_ARRIVAL, line));
    }

    private Optional<ReplayLine> envelope(byte[] line) {
        try (JsonParser json = factory.createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Members members = new Members();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken token = json.nextToken();
                if (!members.take(name, token, json, line)) {
                    return Optional.empty();
                }
            }
            return json.nextToken() == null ? members.line() : Optional.empty();
        } catch (IOException e) {
            // Not JSON: the decoder says so, in a dead letter.
            return Optional.empty();
        }
    }

    /** The members of a possible envelope. */
    private static final class Members {
        private OptionalLong partition = OptionalLong.empty();
        private OptionalLong arrivalTime = OptionalLong.empty();
        private @Nullable String control;
        private boolean hasValue;
        private byte @Nullable [] value;

        /** False when no envelope has such a member. */
        boolean take(String name, JsonToken token, JsonParser json, byte[] line) throws IOException {
            switch (name) {
                case "partition" -> partition = whole(token, json);
                case "arrival_time" -> arrivalTime = whole(token, json);
                case "control" -> control = token == JsonToken.VALUE_STRING ? json.getText() : null;
                case "value" -> {
                    hasValue = true;
                    value = value(token, json, line);
                }
                default -> {
                    return false;
                }
            }
            return switch (name) {
                case "partition" -> partition.isPresent() && isPartition(partition.getAsLong());
                case "arrival_time" -> arrivalTime.isPresent();
                case "control" -> control != null;
                default -> true;
            };
        }

        private static boolean isPartition(long number) {
            return number >= 0 && number <= MAX_PARTITION;
        }

        private static OptionalLong whole(JsonToken token, JsonParser json) throws IOException {
            boolean isLong = token == JsonToken.VALUE_NUMBER_INT
                    && (json.getNumberType() == JsonParser.NumberType.INT
                            || json.getNumberType() == JsonParser.NumberType.LONG);
            return isLong ? OptionalLong.of(json.getLongValue()) : OptionalLong.empty();
        }

        private static byte @Nullable [] value(JsonToken token, JsonParser json, byte[] line) throws IOException {
            if (token == JsonToken.VALUE_NULL) {
                return null;
            }
            if (token == JsonToken.VALUE_STRING) {
                return json.getText().getBytes(StandardCharsets.UTF_8);
            }
            if (!token.isStructStart()) {
                return json.getText().getBytes(StandardCharsets.UTF_8);
            }
            int start = (int) json.currentTokenLocation().getByteOffset();
            json.skipChildren();
            return Arrays.copyOfRange(line, start, (int) json.currentLocation().getByteOffset());
        }

        Optional<ReplayLine> line() {
            long arrival = arrivalTime.orElse(ReplayLine.NO_ARRIVAL);
            if (control != null) {
                boolean isControl = !hasValue && partition.isEmpty();
                return isControl ? Optional.of(new ReplayLine.Control(control, arrival)) : Optional.empty();
            }
            return hasValue
                    ? Optional.of(new ReplayLine.Event((int) partition.orElse(0), arrival, value))
                    : Optional.empty();
        }
    }
}
