// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.runtime.ingest.Ingest;
import io.tidemark.runtime.ingest.IngestRequest;
import io.tidemark.runtime.ingest.OtlpEncoding;
import io.tidemark.runtime.ingest.RefusedException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes what is sent to the job: events in JSON, and traces as OTLP/HTTP has them. An answer of 200 comes when all of it is on the disk. */
public final class IngestRoutes implements Routes {
    /** What the names of a CloudEvent's attributes begin with. */
    private static final String ATTRIBUTE = "ce-";

    private final Supplier<Optional<Ingest>> ingest;

    /** {@code ingest} is there while the job is. */
    public IngestRoutes(Supplier<Optional<Ingest>> ingest) {
        this.ingest = ingest;
    }

    @Override
    public void addTo(Paths paths) {
        paths.take(
                "/api/v1/events",
                "Keeps events: an object, an array of objects, or objects line by line; says how many",
                List.of("application/json", "application/x-ndjson"),
                this::events);
        paths.take(
                "/v1/traces",
                "Keeps traces: OTLP/HTTP, an ExportTraceServiceRequest",
                List.of(OtlpEncoding.JSON.mediaType(), OtlpEncoding.PROTOBUF.mediaType()),
                this::traces);
    }

    private void events(Context context, Parameters parameters) throws IOException {
        try {
            int accepted = open().events(request(context));
            Answers.json(context, Map.of("accepted", accepted));
        } catch (RefusedException e) {
            sayWhen(context, e.retryAfterSeconds());
            throw new HttpProblem(e.status(), e.detail());
        }
    }

    private void traces(Context context, Parameters parameters) throws IOException {
        IngestRequest request = request(context);
        try {
            OtlpEncoding encoding = open().traces(request);
            context.contentType(encoding.mediaType()).result(OtlpAnswers.accepted(encoding));
        } catch (RefusedException e) {
            sayWhen(context, e.retryAfterSeconds());
            OtlpEncoding encoding = OtlpEncoding.of(request.contentType()).orElse(OtlpEncoding.JSON);
            context.status(e.status())
                    .contentType(encoding.mediaType())
                    .result(OtlpAnswers.refused(encoding, e.detail()));
        }
    }

    private Ingest open() throws RefusedException {
        Optional<Ingest> open = ingest.get();
        if (open.isEmpty()) {
            throw RefusedException.notOpen();
        }
        return open.get();
    }

    private static void sayWhen(Context context, int seconds) {
        if (seconds > 0) {
            context.header("Retry-After", Integer.toString(seconds));
        }
    }

    private static IngestRequest request(Context context) {
        return new IngestRequest(
                context.bodyInputStream(),
                Optional.ofNullable(context.contentType()).orElse(""),
                Optional.ofNullable(context.header("Content-Encoding")).orElse(""),
                attributes(context));
    }

    /** Of a CloudEvent in binary mode. */
    private static Map<String, String> attributes(Context context) {
        Map<String, String> attributes = new HashMap<>();
        context.headerMap().forEach((header, value) -> {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length()) {
                attributes.put(name.substring(ATTRIBUTE.length()), decoded(value));
            }
        });
        return attributes;
    }

    /** What is not ASCII comes percent-encoded. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
