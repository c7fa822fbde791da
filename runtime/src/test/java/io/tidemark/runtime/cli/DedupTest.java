// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job file can say of which elements are the same. */
final class DedupTest {
    @TempDir
    private Path directory = Path.of("");

    /** The summary of a replay of {@code lines} of feedback events with one view, which deduplicates as {@code dedup} says. */
    private String replay(String dedup, String... lines) {
        return replay("feedback_event, timestamp: {field: t, format: epoch_ms}", dedup, lines);
    }

    private String replay(String format, String dedup, String[] lines) {
        Cli cli = new Cli(directory);
        cli.file("job.yaml", """
                job: j
                stream_processing:
                  source: {type: file, path: in.jsonl, format: %s}
                  windows:
                    calls:
                      key: []
                      type: tumbling
                      size: 1m
                      dedup: %s
                      aggregates: {requests: {fn: count}}
                """.formatted(format, dedup));
        cli.file("in.jsonl", String.join("\n", lines) + "\n");
        Cli.Result result = cli.run("replay", "job.yaml", "--input", "in.jsonl");
        assertThat(result.code()).as(result.err()).isZero();
        return result.err();
    }

    @Test
    void k2_an_id_of_several_fields_is_the_same_when_each_of_them_is() {
        assertThat(replay(
                        "{field: [session, request], ttl: 1h}",
                        "{\"t\": 1, \"session\": \"ab\", \"request\": \"c\"}",
                        "{\"t\": 2, \"session\": \"a\", \"request\": \"bc\"}",
                        "{\"t\": 3, \"session\": \"ab\", \"request\": \"c\", \"other\": 1}",
                        "{\"t\": 4, \"session\": \"ab\"}",
                        "{\"t\": 5, \"session\": \"ab\"}"))
                .contains("\"aggregated\":4,")
                .contains("\"duplicates\":1,");
    }

    @Test
    void k2_by_content_an_event_is_the_same_when_every_byte_is() {
        String event = "{\"t\": 1, \"n\": 1}";
        String other = "{\"t\": 1, \"n\":  1}";
        String batch = "{\"events\": [" + event + ", " + other + ", " + event + "]}";
        assertThat(replay("{content: true, ttl: 1h}", event, batch, other, event))
                .contains("\"aggregated\":2,")
                .contains("\"duplicates\":4,");
    }

    @Test
    void k2_by_content_the_elements_of_one_span_are_not_the_same() {
        String evaluation =
                "{\"timeUnixNano\": \"2000000\", \"name\": \"gen_ai.evaluation.result\", \"attributes\": []}";
        String span = "{\"name\": \"chat\", \"startTimeUnixNano\": \"1000000\", \"endTimeUnixNano\": \"3000000\","
                + " \"attributes\": [{\"key\": \"gen_ai.operation.name\", \"value\": {\"stringValue\": \"chat\"}}],"
                + " \"events\": [" + evaluation + ", " + evaluation + "]}";
        String export = "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [" + span + "]}]}]}";
        assertThat(replay("otlp_json", "{content: true, ttl: 1h}", new String[] {export, export}))
                .contains("\"aggregated\":3,")
                .contains("\"duplicates\":3,");
    }

    @Test
    void k2_ids_beyond_the_limit_are_forgotten_and_that_is_told() {
        assertThat(replay(
                        "{field: id, ttl: 1h, max_ids: 1}",
                        "{\"t\": 1, \"id\": 1}",
                        "{\"t\": 3600000, \"id\": 2}",
                        "{\"t\": 3600000, \"id\": 2}",
                        "{\"t\": 1, \"id\": 1}"))
                .contains("\"duplicates\":1,")
                .contains("\"ids_forgotten_early\":");
    }
}
