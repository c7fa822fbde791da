// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views over joins, from the job file to the outputs. */
final class JoinTest {
    private static final Path EXAMPLES = Cli.ROOT.resolve("docs/examples");

    @TempDir
    private Path directory = Path.of("");

    private Cli cli(String join, String more, String... lines) {
        Cli cli = new Cli(directory);
        cli.file("job.yaml", """
                job: j
                stream_processing:
                  source: {type: file, path: in.jsonl, timestamp: {field: t, format: epoch_ms}}
                  windows:
                    ratings:
                      join: {left: {events: [call]}, right: {events: [feedback]}, on: id, within: 10s%s}
                      key: []
                      type: tumbling
                      size: 1s
                      aggregates: {n: {fn: count}, rating: {fn: mean, field: right.rating}}
                %s""".formatted(join, more));
        cli.file("in.jsonl", String.join("\n", lines) + "\n");
        return cli;
    }

    private static String call(long t, String id) {
        return "{\"type\": \"call\", \"t\": " + t + ", \"id\": " + id + ", \"model\": \"m\"}";
    }

    private static String feedback(long t, String id, int rating) {
        return "{\"type\": \"feedback\", \"t\": " + t + ", \"id\": " + id + ", \"rating\": " + rating + "}";
    }

    /** The example's results, computed from its data by hand. */
    @Test
    void the_example_tells_the_mean_rating_of_each_model() throws IOException {
        Map<String, String> models = new HashMap<>();
        Map<String, int[]> expected = new TreeMap<>();
        List<String> lines = Files.readAllLines(EXAMPLES.resolve("data/feedback-join.jsonl"));
        for (String line : lines) {
            if (line.contains("\"model\":")) {
                models.put(field(line, "request_id"), field(line, "model"));
            }
        }
        for (String line : lines) {
            String model = line.contains("\"rating\":") ? models.get(field(line, "request_id")) : null;
            if (model != null) {
                int[] sums = expected.computeIfAbsent(model, m -> new int[2]);
                sums[0]++;
                sums[1] += Integer.parseInt(field(line, "rating"));
            }
        }

        Map<String, int[]> actual = new TreeMap<>();
        for (String pane : example("1")) {
            if (pane.contains("\"view\":\"rating_by_model\"")) {
                int count = Integer.parseInt(field(pane, "count"));
                int[] sums = actual.computeIfAbsent(field(pane, "left.model"), m -> new int[2]);
                sums[0] += count;
                sums[1] += (int) Math.round(count * Double.parseDouble(field(pane, "mean_rating")));
            }
        }

        assertThat(expected).hasSize(3);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach((model, sums) -> assertThat(sums).as(model).isEqualTo(expected.get(model)));
    }

    @Test
    void the_example_is_the_same_at_any_parallelism_and_with_threads_that_decode() {
        assertThat(example("4")).containsExactlyInAnyOrderElementsOf(example("1"));
    }

    private List<String> example(String parallelism) {
        Cli cli = new Cli(directory).with("TIDEMARK_HOME", Cli.ROOT.toString());
        String job = EXAMPLES.resolve("feedback-join.yaml").toString();
        Cli.Result run = cli.run("run", job, "--set", "stream_processing.parallelism=" + parallelism);
        assertThat(run.code()).as(run.err()).isZero();
        return run.outLines();
    }

    private static String field(String json, String name) {
        Matcher value =
                Pattern.compile('"' + Pattern.quote(name) + "\":\"?([^,\"}]*)").matcher(json);
        return value.find() ? value.group(1) : "";
    }

    @Test
    void numbers_and_texts_of_the_same_writing_are_joined() {
        Cli cli = cli("", "", call(1000, "17"), feedback(1500, "\"17\"", 4), feedback(11_001, "17", 1));
        Cli.Result result = cli.run("replay", "job.yaml", "--input", "in.jsonl");

        assertThat(result.outLines())
                .singleElement()
                .satisfies(pane -> assertThat(pane).contains("\"rating\":4.0"));
    }

    @Test
    void late_pairs_are_written_with_the_fields_of_both_and_dead_letters_as_they_came() throws IOException {
        Cli cli = cli(
                "",
                """
                  sinks: [{type: file, path: out.jsonl}]
                  late: {type: file, path: late.jsonl}
                  dead_letter: {type: file, path: dead.jsonl}
                """,
                call(1000, "\"a\""),
                call(9000, "\"b\""),
                feedback(2000, "\"a\"", 5),
                feedback(9000, "null", 3));
        Cli.Result result = cli.run("run", "job.yaml");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(directory.resolve("late.jsonl")))
                .contains("\"timestamp\":2000", "\"value\":{\"right.rating\":5}", "\"offset\":2");
        assertThat(Files.readString(directory.resolve("dead.jsonl")))
                .contains("\"reason\":\"missing_key\"", "\"view\":\"ratings\"", feedback(9000, "null", 3));
        assertThat(result.err()).contains("\"late\":1,", "\"invalid\":1,");
    }

    @Test
    void what_is_let_go_early_is_told() {
        Cli cli =
                cli(", unmatched: left, max_waiting: 1", "", call(1000, "1"), call(1001, "2"), feedback(1002, "1", 1));
        Cli.Result result = cli.run("replay", "job.yaml", "--input", "in.jsonl");

        assertThat(result.err()).contains("\"let_go_early\":2", "\"aggregated\":2");
    }
}
