// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.element.RowSchema;
import io.tidemark.llm.format.DecoderOptions;
import io.tidemark.llm.format.OtlpFormat;
import io.tidemark.llm.format.RowFormat;
import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import io.tidemark.time.ProcessingClock;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of a body whether it is OTLP traces that a job can read, by reading it: who sent it is told at once what would otherwise be a dead letter. */
final class OtlpTraces {
    private static final RowFormat BOTH = new OtlpFormat();

    private final FormatConfig format;
    private final DecoderOptions options;

    /** A decoder is for one thread. */
    private final Queue<Decoder<Row>> protobuf = new ConcurrentLinkedQueue<>();

    private final Queue<Decoder<Row>> json = new ConcurrentLinkedQueue<>();

    OtlpTraces(FormatConfig format, ProcessingClock clock) {
        this.format = format;
        options = DecoderOptions.of(RowSchema.of(List.of()), clock)
                .withLimits(format.maxRecordBytes(), DecoderOptions.MAX_ELEMENTS);
    }

    /** Whether that is the job's format. */
    boolean isFormat() {
        return readsBoth() || Stream.of(OtlpEncoding.values()).anyMatch(this::readsOnly);
    }

    private boolean readsBoth() {
        return format.name().equals(BOTH.name());
    }

    private boolean readsOnly(OtlpEncoding encoding) {
        return format.name().equals(encoding.format().name());
    }

    /**
     * The encoding that {@code contentType} names.
     *
     * @throws RefusedException when the job does not read it
     */
    OtlpEncoding encoding(String contentType) throws RefusedException {
        if (!isFormat()) {
            throw new RefusedException(
                    RefusedException.WRONG_PATH,
                    "this job reads " + format.name()
                            + ", which is sent to /api/v1/events; for OTLP traces it needs 'format: otlp'");
        }
        Optional<OtlpEncoding> encoding = OtlpEncoding.of(contentType).filter(one -> readsBoth() || readsOnly(one));
        if (encoding.isPresent()) {
            return encoding.get();
        }
        throw new RefusedException(
                RefusedException.UNSUPPORTED,
                readsBoth()
                        ? "OTLP traces are sent as application/x-protobuf or application/json"
                        : "this job reads " + format.name() + " only; 'format: otlp' reads protobuf and JSON");
    }

    /**
     * Reads {@code body}.
     *
     * @throws RefusedException when it is not OTLP traces
     */
    void check(byte[] body, OtlpEncoding encoding) throws RefusedException {
        Queue<Decoder<Row>> decoders = encoding == OtlpEncoding.JSON ? json : protobuf;
        Decoder<Row> decoder = decoders.poll();
        if (decoder == null) {
            decoder = encoding.format().decoder(options);
        }
        Verdict verdict = new Verdict();
        decoder.decode(SourceRecord.of(0, 0, body), verdict);
        decoders.add(decoder);
        if (verdict.error != null) {
            throw new RefusedException(verdict.status, verdict.error);
        }
    }

    /** Looks at what is wrong with the whole, not at single spans. */
    private static final class Verdict implements ElementCollector<Row> {
        private int status;
        private @Nullable String error;

        @Override
        public void element(Row element, long timestamp) {
            // What it holds is the job's business.
        }

        @Override
        public void invalid(InvalidReason reason, String message) {
            if (reason == InvalidReason.UNDECODABLE || reason == InvalidReason.TOO_LARGE) {
                status = reason == InvalidReason.TOO_LARGE ? RefusedException.TOO_LARGE : RefusedException.UNREADABLE;
                error = message;
            }
        }
    }
}
