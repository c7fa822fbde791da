// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import static io.tidemark.element.InvalidReason.BAD_TIMESTAMP;
import static io.tidemark.element.InvalidReason.TIMESTAMP_OUT_OF_RANGE;
import static io.tidemark.element.InvalidReason.TOO_LARGE;
import static io.tidemark.element.InvalidReason.UNDECODABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.element.Row;
import io.tidemark.source.Decoder;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples after the CloudEvents specification 1.0.2: its JSON event format and its Kafka protocol binding. */
class CloudEventsFormatTest {
    private static final String EVENT =
            "{\"specversion\":\"1.0\",\"type\":\"com.llmdevops.observatory.metric.v1\",\"source\":\"/observatory/eu\",\"id\":\"e-1\","
                    + "\"time\":\"2023-11-16T18:17:03.9799Z\",\"datacontenttype\":\"application/json\",\"sequence\":7,\"sampled\":true,"
                    + "\"data\":{\"model\":\"m\",\"latency_ms\":12.5,\"id\":\"own\"}}";
    private static final long TIME = 1700158623979L;

    private static Decoder<Row> decoder(String... fields) {
        return new CloudEventsFormat().decoder(Decoded.options(fields).withData(new JsonFormat()));
    }

    private static SourceRecord record(String value, String... headers) {
        List<RecordHeader> all = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(new RecordHeader(headers[i], headers[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return new SourceRecord(3, 17, 5, 6, all, value.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_structured_event_has_its_data_and_its_attributes() {
        Decoded decoded = Decoded.of(
                decoder(
                        "model",
                        "latency_ms",
                        "id",
                        "$ce.id",
                        "$ce.source",
                        "$ce.sequence",
                        "$ce.sampled",
                        "$ce.subject",
                        "$type"),
                EVENT);

        assertThat(decoded.row())
                .isEqualTo(Map.of(
                        "model", "m",
                        "latency_ms", 12.5,
                        "id", "own",
                        "$ce.id", "e-1",
                        "$ce.source", "/observatory/eu",
                        "$ce.sequence", "7",
                        "$ce.sampled", "true",
                        "$type", "com.llmdevops.observatory.metric.v1"));
        assertThat(decoded.timestamp()).isEqualTo(TIME);
        assertThat(new String(decoded.rows.get(0).source(), StandardCharsets.UTF_8))
                .isEqualTo(EVENT);
    }

    @Test
    void data_may_be_base64_or_a_text() {
        String json = "{\"model\":\"\u00fc\"}";
        String encoded = Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
        String base64 = EVENT.replaceFirst("\"data\":.*", "\"data_base64\":\"" + encoded + "\"}");
        String text = EVENT.replaceFirst("\"data\":.*", "\"data\":\"{\\\\\"model\\\\\":\\\\\"x\\\\\"}\"}");

        assertThat(Decoded.of(decoder("model"), base64).row()).isEqualTo(Map.of("model", "\u00fc"));
        assertThat(Decoded.of(decoder("model"), text).row()).isEqualTo(Map.of("model", "x"));
    }

    @Test
    void a_binary_event_has_its_attributes_in_headers() {
        SourceRecord record = record(
                "{\"model\":\"m\"}",
                "ce_specversion",
                "1.0",
                "ce_id",
                "e-2",
                "ce_type",
                "call",
                "ce_source",
                "/gw",
                "ce_time",
                "2023-11-16T18:17:03.979Z",
                "content-type",
                "application/json; charset=utf-8");

        Decoded decoded = Decoded.of(decoder("model", "$ce.id", "$headers.ce_source", "$type"), record);

        assertThat(decoded.row())
                .isEqualTo(Map.of("model", "m", "$ce.id", "e-2", "$headers.ce_source", "/gw", "$type", "call"));
        assertThat(decoded.timestamp()).isEqualTo(TIME);
    }

    @Test
    void the_content_type_says_that_an_event_is_structured() {
        SourceRecord structured =
                record(EVENT, "Content-Type", "Application/CloudEvents+json", "ce_specversion", "1.0");
        SourceRecord other = record(EVENT, "content-type", "application/json");

        assertThat(Decoded.of(decoder("$ce.id"), structured).row()).isEqualTo(Map.of("$ce.id", "e-1"));
        assertThat(Decoded.of(decoder("$ce.id"), other).error(UNDECODABLE)).contains("content type");
    }

    @Test
    void an_element_has_its_own_time_and_type_before_those_of_the_event() {
        String own = EVENT.replace("\"model\":", "\"timestamp\":1000,\"type\":\"chat\",\"model\":");

        Decoded decoded = Decoded.of(decoder("$type"), own);
        assertThat(decoded.timestamp()).isEqualTo(1000);
        assertThat(decoded.row()).isEqualTo(Map.of("$type", "chat"));
        assertThat(Decoded.of(decoder("$type"), own.replace("1000", "\"noon\"")).error(BAD_TIMESTAMP))
                .contains("timestamp");
        String timeless = EVENT.replaceFirst("\"time\":\"[^\"]*\",", "");
        assertThat(Decoded.of(decoder("model"), timeless).error(BAD_TIMESTAMP)).contains("missing");
        assertThat(Decoded.of(decoder("model"), EVENT.replace("2023-11-16T", "yesterday "))
                        .error(BAD_TIMESTAMP))
                .contains("RFC 3339");
        DecoderOptions byRecord = Decoded.options("model")
                .withTimestamp(TimestampOptions.record())
                .withData(new JsonFormat());
        assertThat(Decoded.of(new CloudEventsFormat().decoder(byRecord), record(EVENT))
                        .timestamp())
                .isEqualTo(6);
    }

    @Test
    void any_format_can_be_inside() {
        String call = StackSamples.read("litellm-success.json");
        String litellm = EVENT.replaceFirst("\"data\":.*", "\"data\":") + call + "}";
        String batch = EVENT.replaceFirst(
                "\"data\":.*", "\"data\":{\"events\":[{\"type\":\"a\",\"timestamp\":1},{\"rating\":2},3]}}");
        Decoder<Row> calls = new CloudEventsFormat()
                .decoder(Decoded.options("team", "latency_ms", "$ce.id").withData(new LiteLlmFormat()));
        Decoder<Row> feedback = new CloudEventsFormat()
                .decoder(Decoded.options("$type", "rating").withData(new FeedbackEventFormat()));

        Decoded decoded = Decoded.of(calls, litellm);
        assertThat(decoded.row()).isEqualTo(Map.of("team", "search", "latency_ms", 4500L, "$ce.id", "e-1"));
        assertThat(decoded.timestamp()).isEqualTo(1763800004623L);
        Decoded events = Decoded.of(feedback, batch);
        assertThat(events.timestamps).containsExactly(1L, TIME);
        assertThat(events.reasons).containsExactly(UNDECODABLE);
        assertThat(events.rows.get(0).scalar(0)).isEqualTo("a");
        assertThat(events.rows.get(1).scalar(0)).isEqualTo("com.llmdevops.observatory.metric.v1");
        assertThatThrownBy(() ->
                        new CloudEventsFormat().decoder(Decoded.options("a").withData(new CloudEventsFormat())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\"}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data\":null}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data\":7}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data\":[{}]}",
                "{\"specversion\":\"0.3\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":null,\"id\":\"i\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"type\":{},\"source\":\"s\",\"id\":\"i\",\"data\":{}}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data_base64\":\"***\"}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data\":{},\"data_base64\":\"e30=\"}",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data\":{}} x",
                "{\"specversion\":\"1.0\",\"type\":\"t\",\"source\":\"s\",\"id\":\"i\",\"data\":{\"timestamp\":1}"
            })
    void what_is_no_event_is_undecodable(String record) {
        assertThat(Decoded.of(decoder("a"), record).error(UNDECODABLE)).doesNotContain("could not be read");
    }

    @Test
    void other_records_are_invalid_too() {
        Decoded.of(decoder("a"), (byte[]) null).error(UNDECODABLE);
        Decoded.of(new CloudEventsFormat().decoder(Decoded.options("a").withLimits(20, 1)), EVENT)
                .error(TOO_LARGE);
        Decoded.of(decoder("a"), EVENT.replace("\"latency_ms\":12.5", "\"timestamp\":1e30"))
                .error(TIMESTAMP_OUT_OF_RANGE);
        assertThat(Decoded.of(decoder("a"), record("{}", "ce_specversion", "1.0", "ce_id", "1"))
                        .error(UNDECODABLE))
                .contains("lacks");
    }
}
