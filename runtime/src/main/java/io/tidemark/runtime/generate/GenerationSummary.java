// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.generate;

import io.tidemark.runtime.json.JsonLine;

/**
 * What was generated.
 *
 * @param events how many
 * @param bytes of JSON
 * @param askedPerSecond the pace that was asked for; infinity for none
 * @param elapsedNanos how long it took, until all had arrived
 */
public record GenerationSummary(long events, long bytes, double askedPerSecond, long elapsedNanos) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** How many a second it was. */
    public double perSecond() {
        return elapsedNanos == 0 ? 0 : events * NANOS_PER_SECOND / elapsedNanos;
    }

    /** Its record, one JSON object, with a line end. */
    public byte[] toBytes() {
        return JsonLine.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("events", events);
            json.writeNumberField("bytes", bytes);
            json.writeNumberField("elapsed_ms", elapsedNanos / NANOS_PER_MILLI);
            json.writeNumberField("events_per_second", Math.round(perSecond()));
            json.writeFieldName("asked_per_second");
            JsonLine.value(json, askedPerSecond);
            json.writeEndObject();
        });
    }
}
