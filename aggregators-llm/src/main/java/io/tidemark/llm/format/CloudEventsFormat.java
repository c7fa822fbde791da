// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;

/**
 * CloudEvents 1.0 around records of another format, {@link DecoderOptions#data}, which reads the event's data as if that were the record.
 *
 * <ol>
 *   <li>A record is <em>structured</em>, one JSON object with the attributes and {@code data} or {@code data_base64}, when its header {@code content-type} begins with
 *       {@code application/cloudevents}, or when it has neither that header nor {@code ce_specversion}, as a line of a file.
 *   <li>It is <em>binary</em>, attributes in headers {@code ce_NAME} and the data as the value, when it has the header {@code ce_specversion}.
 *   <li>Another content type without {@code ce_specversion} is no CloudEvent, and undecodable.
 * </ol>
 *
 * <p>{@code specversion} must be 1.0, and {@code id}, {@code source} and {@code type} must be there. Attributes are fields {@code $ce.NAME}, and {@code $type} is that of the
 * data or, when it has none, the attribute {@code type}. An element without a timestamp of its own has that of the attribute {@code time}; one that is no time makes the
 * record invalid.
 */
public final class CloudEventsFormat implements RowFormat {
    /** The name in a job file. */
    public static final String NAME = "cloudevents";

    /** For {@code ServiceLoader}. */
    public CloudEventsFormat() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "CloudEvents 1.0, structured or binary, around records of another format";
    }

    @Override
    public Decoder<Row> decoder(DecoderOptions options) {
        RowFormat data = options.data().orElseGet(JsonFormat::new);
        if (data.name().equals(NAME)) {
            throw new IllegalArgumentException("the data of a CloudEvent cannot be a CloudEvent");
        }
        return new CloudEventsDecoder(
                options, data.decoder(options.withTimestamp(options.timestamp().orRecord())));
    }
}
