// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a body into events: JSON objects that follow each other, as JSON Lines do, or stand in an array. Each is the bytes that were sent. All of it is read, so that a body which is not JSON is refused as a whole.
 */
final class JsonEvents {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final byte[] body;
    private final int maxEvents;
    private final int maxEventBytes;
    private final List<byte[]> events = new ArrayList<>();

    private JsonEvents(byte[] body, int maxEvents, int maxEventBytes) {
        this.body = body;
        this.maxEvents = maxEvents;
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * The events in {@code body}, in order.
     *
     * @throws RefusedException when there are more, or longer ones, than are taken, or it is not such JSON
     */
    static List<byte[]> of(byte[] body, int maxEvents, int maxEventBytes) throws RefusedException, IOException {
        JsonEvents events = new JsonEvents(body, maxEvents, maxEventBytes);
        try (JsonParser parser = FACTORY.createParser(body)) {
            events.read(parser);
        } catch (JsonProcessingException e) {
            throw unreadable("the body is not JSON" + at(e.getLocation()));
        }
        return events.events;
    }

    private void read(JsonParser parser) throws RefusedException, IOException {
        boolean isInArray = false;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                add(parser);
            } else if (token == JsonToken.START_ARRAY && !isInArray) {
                isInArray = true;
            } else if (token == JsonToken.END_ARRAY) {
                isInArray = false;
            } else {
                throw unreadable(
                        "an event is a JSON object, which what stands" + at(parser.currentTokenLocation()) + " is not");
            }
        }
    }

    private void add(JsonParser parser) throws RefusedException, IOException {
        JsonLocation start = parser.currentTokenLocation();
        parser.skipChildren();
        long from = start.getByteOffset();
        long to = parser.currentLocation().getByteOffset();
        if (from < 0 || to > body.length || body[(int) from] != '{') {
            throw unreadable("the body is not in UTF-8, without a byte order mark");
        }
        if (to - from > maxEventBytes) {
            throw new RefusedException(
                    RefusedException.TOO_LARGE,
                    "the event" + at(start) + " has " + (to - from) + " bytes, and at most " + maxEventBytes
                            + " are taken; 'max_record_bytes' of the job's source says how many");
        }
        if (events.size() == maxEvents) {
            throw new RefusedException(
                    RefusedException.TOO_LARGE,
                    "there are more than " + maxEvents + " events in the body; send less in each request");
        }
        events.add(Arrays.copyOfRange(body, (int) from, (int) to));
    }

    private static String at(JsonLocation location) {
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static RefusedException unreadable(String message) {
        return new RefusedException(RefusedException.UNREADABLE, message + "; nothing of the request was taken");
    }
}
