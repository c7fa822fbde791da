// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads records that are OTLP traces in protobuf. What it cannot read is undecodable as a whole, and the message tells where, never what. */
final class OtlpDecoder implements Decoder<Row> {
    private final OtlpProtobuf protobuf;
    private final Elements elements;
    private final int maxRecordBytes;
    private final int maxElements;

    OtlpDecoder(SpanPlan plan) {
        protobuf = new OtlpProtobuf(plan);
        elements = new Elements(plan.rows());
        maxRecordBytes = plan.rows().options().maxRecordBytes();
        maxElements = plan.rows().options().maxElements();
    }

    @Override
    public void decode(SourceRecord record, ElementCollector<Row> out) {
        byte[] bytes = record.value();
        if (bytes == null) {
            out.invalid(InvalidReason.UNDECODABLE, "the record has no value");
        } else if (bytes.length > maxRecordBytes) {
            out.invalid(InvalidReason.TOO_LARGE, JsonDecoder.tooLong(bytes.length, maxRecordBytes));
        } else {
            decode(record, bytes, out);
        }
    }

    private void decode(SourceRecord record, byte[] bytes, ElementCollector<Row> out) {
        elements.clear();
        String defect = parse(record, bytes);
        if (defect != null) {
            out.invalid(InvalidReason.UNDECODABLE, defect);
        } else if (elements.size() > maxElements) {
            out.invalid(InvalidReason.TOO_LARGE, JsonDecoder.tooMany(maxElements));
        } else {
            elements.emit(out);
        }
    }

    /** Reads the record into {@link #elements}; what is wrong with it, or null. */
    private @Nullable String parse(SourceRecord record, byte[] bytes) {
        try {
            protobuf.read(record, bytes, elements);
            return null;
        } catch (InvalidProtocolBufferException e) {
            return "the record is not OTLP traces in protobuf, near byte " + protobuf.position();
        } catch (Undecodable e) {
            return e.getMessage();
        } catch (IOException | RuntimeException e) {
            // Not seen so far. A defect of the parser must not stop the job over one record.
            return "the record could not be read: " + e.getClass().getName();
        }
    }
}
