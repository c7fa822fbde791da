// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.element.Row.Kind;
import io.tidemark.llm.row.RowBinding;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CloudEventsFormat} describes: takes the event apart, and lets the decoder of the data read that. */
final class CloudEventsDecoder implements Decoder<Row> {
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED = "application/cloudevents";

    private final Decoder<Row> decoder;
    private final JsonFactory factory;
    private final CloudEvent event;
    private final int maxRecordBytes;
    private final boolean isEventTime;
    private final int typeSlot;
    private byte @Nullable [] data;
    private @Nullable String base64;

    /** A decoder whose events hold what {@code data} decodes. */
    CloudEventsDecoder(DecoderOptions options, Decoder<Row> data) {
        decoder = data;
        maxRecordBytes = options.maxRecordBytes();
        factory = JsonDecoder.factory(maxRecordBytes);
        isEventTime = options.timestamp().from() == TimestampOptions.From.EVENT;
        typeSlot = options.schema().paths().indexOf(RowBinding.EVENT_TYPE);
        event = new CloudEvent(wanted(options));
    }

    /** The attributes that are fields. */
    private static Set<String> wanted(DecoderOptions options) {
        Set<String> wanted = new HashSet<>();
        for (String field : options.schema().paths()) {
            String header = RecordAttributes.headerOf(options.fields().getOrDefault(field, field));
            if (header != null && header.startsWith(CloudEvent.PREFIX)) {
                wanted.add(header.substring(CloudEvent.PREFIX.length()));
            }
        }
        return wanted;
    }

    @Override
    public void decode(SourceRecord record, ElementCollector<Row> out) {
        byte[] bytes = record.value();
        if (bytes == null) {
            out.invalid(InvalidReason.UNDECODABLE, "the record has no value");
        } else if (bytes.length > maxRecordBytes) {
            out.invalid(InvalidReason.TOO_LARGE, JsonDecoder.tooLong(bytes.length, maxRecordBytes));
        } else {
            event.begin(record.headers());
            data = null;
            base64 = null;
            String defect = open(record, bytes);
            if (defect == null) {
                defect = event.defect();
            }
            if (defect == null) {
                decodeData(record, bytes, out);
            } else {
                out.invalid(InvalidReason.UNDECODABLE, defect);
            }
        }
    }

    /** Finds the attributes and the data; what is wrong, or null. */
    private @Nullable String open(SourceRecord record, byte[] bytes) {
        String contentType = header(record.headers(), CONTENT_TYPE);
        boolean isBinary = header(record.headers(), CloudEvent.PREFIX + "specversion") != null;
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(STRUCTURED)) {
            return structured(bytes);
        }
        if (isBinary) {
            data = bytes;
            binary(record.headers());
            return null;
        }
        return contentType == null
                ? structured(bytes)
                : "the record has another content type, and no CloudEvent's headers";
    }

    private static @Nullable String header(List<RecordHeader> headers, String name) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).name().equalsIgnoreCase(name)) {
                return new String(headers.get(i).value(), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    private void binary(List<RecordHeader> headers) {
        for (RecordHeader header : headers) {
            if (header.name().startsWith(CloudEvent.PREFIX)) {
                event.put(
                        header.name().substring(CloudEvent.PREFIX.length()),
                        new String(header.value(), StandardCharsets.UTF_8));
            }
        }
    }

    private @Nullable String structured(byte[] bytes) {
        String defect = JsonText.defect(bytes);
        if (defect != null) {
            return defect;
        }
        try (JsonParser parser = factory.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "the record is not a JSON object";
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                member(parser, name, parser.nextToken(), bytes);
            }
            if (parser.nextToken() != null) {
                return "the record goes on after the end of its object";
            }
        } catch (JacksonException e) {
            return "the record is not JSON within the limits, near byte "
                    + (e.getLocation() == null ? -1 : e.getLocation().getByteOffset());
        } catch (IOException | RuntimeException e) {
            // Not seen so far. A defect of the parser must not stop the job over one record.
            return "the record could not be read: " + e.getClass().getName();
        }
        return decodeBase64();
    }

    /** Leaves the data in {@link #data}, whichever way it came. */
    private @Nullable String decodeBase64() {
        String encoded = base64;
        if (encoded == null) {
            return data == null ? "the CloudEvent has no data" : null;
        }
        if (data != null) {
            return "the CloudEvent has both data and data_base64";
        }
        try {
            data = Base64.getDecoder().decode(encoded);
            return null;
        } catch (IllegalArgumentException e) {
            return "the data_base64 of the CloudEvent is not Base64";
        }
    }

    private void member(JsonParser parser, String name, JsonToken token, byte[] bytes) throws IOException {
        if (name.equals("data")) {
            takeData(parser, token, bytes);
        } else if (name.equals("data_base64")) {
            base64 = token == JsonToken.VALUE_NULL ? null : parser.getText();
        } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            event.putAndKeep(name, parser.getText());
        }
        parser.skipChildren();
    }

    private void takeData(JsonParser parser, JsonToken token, byte[] bytes) throws IOException {
        if (token.isStructStart()) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            data = Arrays.copyOfRange(
                    bytes, from, (int) parser.currentLocation().getByteOffset());
        } else {
            data = token == JsonToken.VALUE_NULL ? null : parser.getText().getBytes(StandardCharsets.UTF_8);
        }
    }

    private void decodeData(SourceRecord record, byte[] bytes, ElementCollector<Row> out) {
        long time = event.time();
        if (time == TimestampFormat.UNREADABLE) {
            out.invalid(InvalidReason.BAD_TIMESTAMP, "the time of the CloudEvent is not as RFC 3339 has it");
            return;
        }
        long own = time == RowFiller.ABSENT ? SourceRecord.NO_TIME : time;
        SourceRecord inner = new SourceRecord(
                record.partition(),
                record.offset(),
                record.arrivalTime(),
                isEventTime ? own : record.timestamp(),
                event.headers(),
                data);
        decoder.decode(inner, new DataCollector(out, bytes, data));
    }

    /** Hands on the elements of the data as those of the event. */
    private final class DataCollector implements ElementCollector<Row> {
        private final ElementCollector<Row> out;
        private final byte[] whole;
        private final byte @Nullable [] part;

        DataCollector(ElementCollector<Row> out, byte[] whole, byte @Nullable [] part) {
            this.out = out;
            this.whole = whole;
            this.part = part;
        }

        @Override
        public void element(Row element, long timestamp) {
            if (typeSlot >= 0 && element.kind(typeSlot) == Kind.MISSING) {
                element.setText(typeSlot, event.type());
            }
            if (element.source() == part) {
                element.setSource(whole, element.ordinal());
            }
            out.element(element, timestamp);
        }

        @Override
        public void invalid(InvalidReason reason, String error) {
            out.invalid(reason, error);
        }
    }
}
