// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job of the guide to OTLP, over spans as the Collector writes them to a file: four calls, of which one failed, one with an evaluation; a tool and an agent; and a line that is none. */
class OtlpTest {
    private static final Path GUIDE = Cli.ROOT.resolve("docs/formats/otlp.md");

    private static final Path SPANS = Cli.ROOT.resolve("docs/examples/data/stacks/otel.jsonl");

    @TempDir
    private Path directory = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void files() throws IOException {
        cli = new Cli(directory);
        Matcher block = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.find()).isTrue();
        String job = block.group(1).indent(2);
        cli.file("job.yaml", "job: otlp\nstream_processing:\n" + job);
        cli.file(
                "files.yaml",
                "job: otlp\nstream_processing:\n"
                        + job.replaceAll("type: kafka", "type: file")
                                .replaceAll("topics: .*", "path: spans.jsonl")
                                .replaceAll("properties: .*", "")
                        + "  sinks: [{type: stdout}]\n  late: {type: file, path: late.jsonl}\n"
                        + "  dead_letter: {type: file, path: dead.jsonl}\n");
        cli.file("spans.jsonl", Files.readString(SPANS));
    }

    @Test
    void the_job_of_the_guide_is_right_and_explained() {
        Cli.Result validated = cli.run("validate", "job.yaml");

        assertThat(validated.code()).as(validated.err()).isZero();
        assertThat(validated.errLines()).allMatch(line -> line.startsWith("note: "));
        assertThat(cli.run("explain", "job.yaml").out()).contains("calls", "quality");
    }

    @Test
    void spans_in_a_file_are_run() throws IOException {
        Cli.Result result = cli.run("run", "files.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        panes(result.outLines());
        assertThat(Files.readAllLines(directory.resolve("dead.jsonl")))
                .singleElement()
                .asString()
                .contains("\"undecodable\"", "no resourceSpans");
    }

    @Test
    void spans_in_a_file_are_replayed() {
        Cli.Result result = cli.run("replay", "job.yaml", "--input", "spans.jsonl");

        assertThat(result.code()).as(result.err()).isZero();
        panes(result.outLines());
        assertThat(result.err()).contains("\"records\":4").contains("\"invalid\":1");
    }

    @Test
    void the_whole_job_is_right_and_replayed() {
        Path example = Cli.ROOT.resolve("docs/examples/otel.yaml");

        Cli.Result validated = cli.run("validate", example.toString());
        Cli.Result replayed = cli.run("replay", example.toString(), "--input", "spans.jsonl");

        assertThat(validated.err()).isEmpty();
        assertThat(validated.code()).isZero();
        assertThat(replayed.code()).as(replayed.err()).isZero();
        assertThat(pane(replayed.outLines(), "models", "gpt-4o")).contains("\"requests\":3", "\"error_rate\":0.3333");
        assertThat(replayed.outLines())
                .filteredOn(line -> line.contains("\"view\":\"quality\""))
                .hasSize(12)
                .allMatch(
                        line -> line.contains("\"evaluation\":\"relevance\"") && line.contains("\"mean_score\":0.75"));
        assertThat(replayed.outLines())
                .anyMatch(line -> line.contains("{\"service.name\":\"shop\"}") && line.contains("\"total_cost\""));
    }

    private static void panes(List<String> lines) {
        assertThat(lines).hasSize(3);
        assertThat(pane(lines, "calls", "gpt-4o"))
                .contains("\"requests\":3", "\"avg_latency_ms\":200.0", "\"input_tokens\":300", "\"output_tokens\":30")
                .contains("\"error_rate\":0.3333");
        assertThat(pane(lines, "calls", "claude-sonnet")).contains("\"requests\":1", "\"input_tokens\":50");
        assertThat(pane(lines, "quality", "gpt-4o"))
                .contains("\"scored\":1", "\"overall_score\":0.75", "\"relevance\":0.75", "\"accuracy\":null");
    }

    private static String pane(List<String> lines, String view, String model) {
        return lines.stream()
                .filter(line -> line.contains("\"view\":\"" + view + "\"") && line.contains("\"model\":\"" + model))
                .findFirst()
                .orElseThrow(() -> new AssertionError(lines));
    }
}
