// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads records that are one JSON object each, in UTF-8: plain ones from their bytes, all others with a parser.
 *
 * <p>Whatever else a record is, it is undecodable as a whole, and the message tells where, never what.
 */
final class JsonDecoder implements Decoder<Row> {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_STRING = 1 << 20;
    private static final int MAX_NAME = 1 << 12;

    private final JsonFactory factory;
    private final JsonShape shape;
    private final Elements elements;
    private final int maxRecordBytes;
    private final int maxElements;

    JsonDecoder(RowPlan plan, JsonShape shape) {
        this.shape = shape;
        elements = new Elements(plan);
        maxRecordBytes = plan.options().maxRecordBytes();
        maxElements = plan.options().maxElements();
        factory = factory(maxRecordBytes);
    }

    /** Makes parsers that keep to the limits. */
    static JsonFactory factory(int maxRecordBytes) {
        return JsonFactory.builder()
                // Names come from outside: interning would fill the JVM's table for ever.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .maxNumberLength(Scalar.MAX_NUMBER_LENGTH)
                        .maxNameLength(MAX_NAME)
                        .maxDocumentLength(maxRecordBytes)
                        .build())
                .build();
    }

    @Override
    public void decode(SourceRecord record, ElementCollector<Row> out) {
        if (record.array() == null) {
            out.invalid(InvalidReason.UNDECODABLE, "the record has no value");
        } else if (record.length() > maxRecordBytes) {
            out.invalid(InvalidReason.TOO_LARGE, tooLong(record.length(), maxRecordBytes));
        } else if (!shape.readPlain(record, elements, out)) {
            parse(record, out);
        }
    }

    static String tooLong(int bytes, int most) {
        return "the record has " + bytes + " bytes, more than " + most;
    }

    static String tooMany(int most) {
        return "the record has more than " + most + " elements";
    }

    /** Reads any record that has a value with the parser. */
    void parse(SourceRecord record, ElementCollector<Row> out) {
        byte[] bytes = Objects.requireNonNull(record.value());
        elements.clear();
        String defect = JsonText.defect(bytes);
        if (defect == null) {
            defect = parse(record, bytes);
        }
        if (defect != null) {
            out.invalid(InvalidReason.UNDECODABLE, defect);
        } else if (elements.size() > maxElements) {
            out.invalid(InvalidReason.TOO_LARGE, tooMany(maxElements));
        } else {
            elements.emit(out);
        }
    }

    /** Reads the record into {@link #elements}; what is wrong with it, or null. */
    private @Nullable String parse(SourceRecord record, byte[] bytes) {
        try (JsonParser parser = factory.createParser(bytes)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return "the record is empty";
            }
            if (first != JsonToken.START_OBJECT) {
                return "the record is JSON, but not an object";
            }
            shape.read(parser, record, bytes, elements);
            return parser.nextToken() == null ? null : "the record goes on after the end of its object";
        } catch (StreamConstraintsException e) {
            return "the record goes beyond a limit of JSON (nesting " + MAX_DEPTH + ", numbers "
                    + Scalar.MAX_NUMBER_LENGTH + ", names " + MAX_NAME + ", texts " + MAX_STRING + " characters)";
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            return "the record is not JSON, near byte " + at;
        } catch (Undecodable e) {
            return e.getMessage();
        } catch (IOException | RuntimeException e) {
            // Not seen so far. A defect of the parser must not stop the job over one record.
            return "the record could not be read: " + e.getClass().getName();
        }
    }
}
