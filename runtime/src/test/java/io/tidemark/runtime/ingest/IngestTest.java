// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidemark.source.Positions;
import io.tidemark.source.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestTest {
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson; charset=utf-8";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String SPANS = """
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174",\
            "name":"chat","startTimeUnixNano":"1700000000000000000","endTimeUnixNano":"1700000001000000000"}]}]}]}""";

    @TempDir
    private Path directory = Path.of("");

    private HttpSource source = Ingests.source(Path.of(""));

    private Ingest open(String format) throws IOException {
        source = Ingests.source(directory.resolve("journal"), format);
        source.open(Positions.BEGINNING);
        return source.ingest();
    }

    @AfterEach
    void close() throws IOException {
        source.close();
    }

    private List<String> kept() throws IOException {
        List<String> kept = new ArrayList<>();
        source.poll(record -> kept.add(Texts.text(record)), 1_000);
        return kept;
    }

    private RefusedException refused(Ingest ingest, IngestRequest request) throws IOException {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> ingest.events(request));
        assertThat(refusal).isNotNull();
        assertThat(kept()).as("nothing of a request that is refused").isEmpty();
        return refusal;
    }

    private static IngestRequest text(String type, String body) {
        return Ingests.request(type, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_object_an_array_and_lines_are_events_byte_for_byte() throws Exception {
        Ingest ingest = open("format: json");

        assertThat(ingest.events(text(JSON, " {\"a\" : 1.50} "))).isEqualTo(1);
        assertThat(ingest.events(text(JSON, "[{\"b\":[{}, \"]\"]},\n {\"c\":\"grün€\\u00e4𝄞\"}]")))
                .isEqualTo(2);
        assertThat(ingest.events(text(NDJSON, "{\"d\":4}\r\n\n{\"e\":\"}\"}\n")))
                .isEqualTo(2);
        assertThat(ingest.events(text("", "{\"f\":6}"))).isEqualTo(1);
        assertThat(ingest.events(text(JSON, "[]"))).isZero();

        assertThat(kept())
                .containsExactly(
                        "{\"a\" : 1.50}",
                        "{\"b\":[{}, \"]\"]}",
                        "{\"c\":\"grün€\\u00e4𝄞\"}",
                        "{\"d\":4}",
                        "{\"e\":\"}\"}",
                        "{\"f\":6}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}\n{\"a\":",
                "{\"a\":1}]",
                "[{\"a\":1}",
                "[{\"a\":1}}",
                "{\"a\":1}\n7",
                "\"text\"",
                "[[{\"a\":1}]]",
                "{\"a\":01}",
                "{\"a\":1} x",
                "{\"a\":\"\u0001\"}",
            })
    void what_is_no_event_refuses_the_whole_request(String body) throws IOException {
        RefusedException refusal = refused(open("format: json"), text(NDJSON, body));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.detail()).contains("line", "column", "nothing of the request was taken");
    }

    @Test
    void an_event_of_another_encoding_is_refused() throws IOException {
        byte[] utf16 = "{\"a\":1}".getBytes(StandardCharsets.UTF_16);

        assertThat(refused(open("format: json"), Ingests.request(JSON, utf16)).detail())
                .contains("UTF-8");
    }

    @Test
    void events_that_are_too_long_or_too_many_are_refused() throws IOException {
        Ingest ingest = open("format: json, max_record_bytes: 100");

        RefusedException tooLong = refused(ingest, text(JSON, "{}\n{\"a\":\"" + "x".repeat(100) + "\"}"));
        RefusedException tooMany = refused(ingest, text(JSON, "{}".repeat(100_001)));
        RefusedException tooMuch = refused(ingest, text(JSON, " ".repeat(Ingests.CONFIG.maxRequestBytes()) + "{}"));

        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(tooLong.detail()).contains("at line 2, column 1 has 108 bytes", "max_record_bytes");
        assertThat(tooMany.status()).isEqualTo(413);
        assertThat(tooMany.detail()).contains("more than 100000 events");
        assertThat(tooMuch.status()).isEqualTo(413);
        assertThat(tooMuch.detail()).contains("max_request_mb");
        assertThat(tooMuch.retryAfterSeconds()).isZero();
    }

    @Test
    void a_packed_body_is_unpacked_as_far_as_is_allowed() throws Exception {
        Ingest ingest = open("format: json");
        byte[] bomb = gzip(" ".repeat(Ingests.CONFIG.maxRequestBytes()) + "{}");

        assertThat(ingest.events(packed("gzip", gzip("{\"a\":1}")))).isEqualTo(1);
        assertThat(kept()).containsExactly("{\"a\":1}");
        assertThat(bomb).hasSizeLessThan(1_000);
        assertThat(refused(ingest, packed("gzip", bomb)).status()).isEqualTo(413);
        assertThat(refused(ingest, packed("gzip", Texts.bytes("{\"a\":1}"))).status())
                .isEqualTo(400);
        assertThat(refused(ingest, packed("gzip", Arrays.copyOf(gzip("{\"a\":1}"), 15)))
                        .status())
                .isEqualTo(400);
        assertThat(refused(ingest, packed("br", Texts.bytes("{}"))).status()).isEqualTo(415);
    }

    @Test
    void another_content_type_is_refused() throws IOException {
        RefusedException refusal = refused(open("format: json"), text("text/csv", "a,b"));

        assertThat(refusal.status()).isEqualTo(415);
        assertThat(refusal.detail()).contains("application/x-ndjson");
    }

    @Test
    void a_cloud_event_in_binary_mode_is_one_record_with_its_attributes() throws Exception {
        Ingest ingest = open("format: cloudevents");
        List<SourceRecord> records = new ArrayList<>();

        int taken = ingest.events(new IngestRequest(
                new ByteArrayInputStream(Texts.bytes("[1]")), "text/json", "", Map.of("type", "llm", "id", "1")));
        source.poll(records::add, 9);

        assertThat(taken).isEqualTo(1);
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(Texts.text(record)).isEqualTo("[1]");
            assertThat(record.headers())
                    .extracting(header -> header.name())
                    .containsExactlyInAnyOrder("ce_id", "ce_type");
        });
    }

    @Test
    void a_job_that_is_not_open_and_a_journal_that_is_full_say_when_to_come_again() throws Exception {
        Ingest ingest = open("format: json");
        String events = ("{\"a\":\"" + "x".repeat(1_000) + "\"}\n").repeat(200);
        for (int i = 0; i < 18; i++) {
            ingest.events(text(NDJSON, events));
        }
        RefusedException full = null;
        while (full == null) {
            full = catchThrowableOfType(RefusedException.class, () -> ingest.events(text(NDJSON, events)));
        }
        long end = Ingests.waiting(source);
        source.close();
        RefusedException closed = catchThrowableOfType(RefusedException.class, () -> ingest.events(text(JSON, "{}")));

        assertThat(full.status()).isEqualTo(429);
        assertThat(full.retryAfterSeconds()).isPositive();
        assertThat(full.detail()).contains("max_disk_mb");
        assertThat(end).as("whole requests only").isEqualTo(end / 200 * 200);
        assertThat(closed.status()).isEqualTo(503);
        assertThat(closed.retryAfterSeconds()).isPositive();
    }

    @Test
    void traces_are_one_record_in_either_encoding() throws Exception {
        Ingest ingest = open("format: otlp");
        byte[] protobuf = {10, 0};

        assertThat(ingest.traces(text(JSON, SPANS))).isEqualTo(OtlpEncoding.JSON);
        assertThat(ingest.traces(Ingests.request(PROTOBUF, protobuf))).isEqualTo(OtlpEncoding.PROTOBUF);
        assertThat(ingest.traces(Ingests.request(PROTOBUF, new byte[0]))).isEqualTo(OtlpEncoding.PROTOBUF);

        assertThat(kept()).containsExactly(SPANS, new String(protobuf, StandardCharsets.UTF_8));
    }

    @Test
    void what_is_no_trace_is_refused() throws IOException {
        Ingest ingest = open("format: otlp");

        assertThat(traces(ingest, text(JSON, "{\"resourceSpans\":[{]}")).status())
                .isEqualTo(400);
        assertThat(traces(ingest, text(PROTOBUF, "no protobuf")).status()).isEqualTo(400);
        assertThat(traces(ingest, text("text/plain", SPANS)).status()).isEqualTo(415);
        assertThat(kept()).isEmpty();
    }

    @Test
    void the_other_path_says_which_one_it_is() throws IOException {
        Ingest events = open("format: json");
        RefusedException noTraces = traces(events, text(JSON, SPANS));
        source.close();
        RefusedException noEvents = refused(open("format: otlp"), text(JSON, "{}"));
        source.close();
        RefusedException noProtobuf = traces(open("format: otlp_json"), text(PROTOBUF, "x"));

        assertThat(noTraces.status()).isEqualTo(404);
        assertThat(noTraces.detail()).contains("/api/v1/events", "format: otlp");
        assertThat(noEvents.status()).isEqualTo(404);
        assertThat(noEvents.detail()).contains("/v1/traces");
        assertThat(noProtobuf.status()).isEqualTo(415);
        assertThat(noProtobuf.detail()).contains("otlp_json only");
    }

    private static RefusedException traces(Ingest ingest, IngestRequest request) {
        RefusedException refusal = catchThrowableOfType(RefusedException.class, () -> ingest.traces(request));
        assertThat(refusal).isNotNull();
        return refusal;
    }

    private static IngestRequest packed(String encoding, byte[] body) {
        return new IngestRequest(new ByteArrayInputStream(body), JSON, encoding, Map.of());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Texts.bytes(text));
        }
        return packed.toByteArray();
    }
}
