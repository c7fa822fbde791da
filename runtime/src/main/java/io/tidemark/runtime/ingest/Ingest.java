// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.llm.format.CloudEventsFormat;
import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.runtime.config.IngestConfig;
import io.tidemark.source.RecordHeader;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes what is sent to a job, and keeps it in the journal of its source. When a method returns, everything in the request is on the disk; when it throws, nothing of the request was taken, or, after a failure of the disk,
 * nobody knows. Any thread may call it.
 */
public final class Ingest {
    private static final int MAX_EVENTS = 100_000;
    private static final Set<String> JSON = Set.of(
            "",
            "application/json",
            "application/x-ndjson",
            "application/ndjson",
            "application/jsonl",
            "application/x-jsonlines",
            "application/cloudevents+json",
            "application/cloudevents-batch+json");

    private final FormatConfig format;
    private final int maxRequestBytes;
    private final ProcessingClock clock;
    private final Consumer<String> warnings;
    private final OtlpTraces traces;
    private volatile @Nullable Journal journal;

    /**
     * For a job whose records are in {@code format}.
     *
     * @param clock tells when a record came
     * @param warnings takes what is wrong with the journal, from any thread
     */
    public Ingest(FormatConfig format, IngestConfig config, ProcessingClock clock, Consumer<String> warnings) {
        this.format = format;
        this.clock = clock;
        this.warnings = warnings;
        maxRequestBytes = config.maxRequestBytes();
        traces = new OtlpTraces(format, clock);
    }

    /** From now on records are taken, for {@code open}. */
    void begin(Journal open) {
        journal = open;
    }

    /** No more are taken. */
    void end() {
        journal = null;
    }

    /**
     * Takes events in JSON: each becomes a record.
     *
     * @return how many there were
     */
    public int events(IngestRequest request) throws RefusedException, IOException {
        if (traces.isFormat()) {
            throw new RefusedException(
                    RefusedException.WRONG_PATH,
                    "this job takes OTLP traces, at /v1/traces; for events it needs another 'format', such as feedback_event");
        }
        boolean isBinary = !request.attributes().isEmpty() && format.name().equals(CloudEventsFormat.NAME);
        if (!isBinary && !JSON.contains(request.mediaType())) {
            throw new RefusedException(
                    RefusedException.UNSUPPORTED,
                    "events are sent as application/json or application/x-ndjson, in UTF-8");
        }
        byte[] body = RequestBody.read(request, maxRequestBytes);
        if (isBinary) {
            keep(List.of(whole(body)), headers(request.attributes()));
            return 1;
        }
        List<byte[]> events = JsonEvents.of(body, MAX_EVENTS, format.maxRecordBytes());
        if (!events.isEmpty()) {
            keep(events, List.of());
        }
        return events.size();
    }

    /**
     * Takes an {@code ExportTraceServiceRequest}, which becomes one record.
     *
     * @return its encoding, which is also that of the answer
     */
    public OtlpEncoding traces(IngestRequest request) throws RefusedException, IOException {
        OtlpEncoding encoding = traces.encoding(request.contentType());
        byte[] body = whole(RequestBody.read(request, maxRequestBytes));
        if (body.length > 0) {
            traces.check(body, encoding);
            keep(List.of(body), List.of());
        }
        return encoding;
    }

    private byte[] whole(byte[] body) throws RefusedException {
        if (body.length > format.maxRecordBytes()) {
            throw new RefusedException(
                    RefusedException.TOO_LARGE,
                    "the request has " + body.length + " bytes, and at most " + format.maxRecordBytes()
                            + " are taken; send smaller batches, or raise 'max_record_bytes' of the job's source");
        }
        return body;
    }

    /** As a record of Kafka would have them. */
    private static List<RecordHeader> headers(Map<String, String> attributes) {
        List<RecordHeader> headers = new ArrayList<>();
        attributes.forEach(
                (name, value) -> headers.add(new RecordHeader("ce_" + name, value.getBytes(StandardCharsets.UTF_8))));
        return headers;
    }

    private void keep(List<byte[]> records, List<RecordHeader> headers) throws RefusedException {
        Journal open = journal;
        if (open == null) {
            throw RefusedException.notOpen();
        }
        try {
            open.append(records, headers, clock.millis());
        } catch (JournalFullException e) {
            throw new RefusedException(
                    RefusedException.FULL,
                    e.getMessage()
                            + ". Nothing of the request was taken; send it again later. 'max_disk_mb' of the job's"
                            + " source says how much it holds");
        } catch (IOException e) {
            warnings.accept("a request could not be kept: " + e.getMessage());
            throw new RefusedException(
                    RefusedException.UNAVAILABLE, "the journal cannot be written; what the process says tells why");
        }
    }
}
