// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs from a file with a cold tier, and what is read from it. */
class ArchiveTest {
    private static final long T0 = 1_767_225_600_000L;
    private static final long HOUR = 3_600_000;
    private static final String AGGREGATES =
            "aggregates: {n: {fn: count}, sum: {fn: sum, field: ms}, p99: {fn: percentile, field: ms, percentile: 99}, rate: {fn: rate}}";
    private static final String JOB = """
            job: archiving
            stream_processing:
              source: {type: file, format: json, path: in.jsonl, timestamp: {from: event, field: ts}}
              watermarks: {max_out_of_order_delay: 10s}
              windows:
                minutes: {key: [model], type: tumbling, size: 5m, AGGREGATES}
                hours: {key: [model], type: tumbling, size: 1h, AGGREGATES}
                steps: {key: [model], type: sliding, size: 10m, slide: 1m, AGGREGATES}
              sinks: [{type: file, path: out.jsonl}]
              checkpointing: {enabled: true, storage: {type: local, path: checkpoints}}
              state:
                cold: {backend: h2, path: cold, retention_days: 36500}
            """.replace("AGGREGATES", AGGREGATES);

    @TempDir
    private Path directory = Path.of("");

    private Cli cli() {
        return new Cli(directory);
    }

    /** Two hours of calls of two models, one each second. */
    private static String calls() {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        for (long i = 0; i < 7200; i++) {
            lines.append("{\"ts\":")
                    .append(T0 + i * 1000)
                    .append(",\"model\":\"")
                    .append(i % 3 == 0 ? "a" : "b")
                    .append("\",\"ms\":")
                    .append(1 + random.nextInt(5000))
                    .append("}\n");
        }
        return lines.toString();
    }

    private Cli.Result archive(String... arguments) {
        List<String> all = new ArrayList<>(List.of("archive", "job.yaml"));
        all.addAll(List.of(arguments));
        return cli().run(all.toArray(String[]::new));
    }

    private void run() {
        cli().file("job.yaml", JOB);
        cli().file("in.jsonl", calls());
        Cli.Result result = cli().run("run", "job.yaml");
        assertThat(result.code()).as(result.err()).isZero();
    }

    @Test
    void windows_of_five_minutes_and_tiles_of_sliding_ones_merge_to_what_an_hour_has() {
        run();
        for (long from : List.of(T0, T0 + HOUR)) {
            List<String> hours = cli().text("out.jsonl")
                    .lines()
                    .filter(line -> line.contains("\"view\":\"hours\"") && line.contains("\"start\":" + from))
                    .map(ArchiveTest::facts)
                    .sorted()
                    .toList();
            assertThat(hours).hasSize(2);
            for (String view : List.of("minutes", "steps")) {
                Cli.Result result = archive("--view", view, "--from", "" + from, "--to", "" + (from + HOUR));
                assertThat(result.code()).as(result.err()).isZero();
                assertThat(result.err()).isEmpty();
                assertThat(result.outLines().stream()
                                .map(ArchiveTest::facts)
                                .sorted()
                                .toList())
                        .as(view)
                        .isEqualTo(hours);
            }
        }
    }

    /** What a record of the archive and one of a pane have in common. */
    private static String facts(String line) {
        Json json = Json.of(line);
        StringBuilder facts = new StringBuilder(json.text("key.model"));
        for (String path : List.of(
                "window.start", "window.end", "count", "results.n", "results.sum", "results.p99", "results.rate")) {
            facts.append(' ').append(json.text(path));
        }
        return facts.toString();
    }

    @Test
    void a_key_a_range_and_what_fills_it() {
        run();
        Cli.Result one = archive(
                "--view",
                "minutes",
                "--key",
                "{\"model\": \"a\"}",
                "--from",
                "2026-01-01T00:01:00Z",
                "--to",
                "2026-01-01T00:16:00Z");
        assertThat(one.outLines()).singleElement().satisfies(line -> {
            Json json = Json.of(line);
            assertThat(json.text("key.model")).isEqualTo("a");
            assertThat(json.number("windows")).isEqualTo(2);
            assertThat(json.number("window.start")).isEqualTo(T0 + 300_000);
            assertThat(json.number("window.end")).isEqualTo(T0 + 900_000);
            assertThat(json.number("count")).isEqualTo(200);
        });
        assertThat(one.errLines())
                .containsExactly("note: whole windows fill the range from " + (T0 + 300_000) + " to " + (T0 + 900_000));
        assertThat(archive("--view", "minutes", "--key", "{\"model\": \"c\"}").errLines())
                .containsExactly("note: nothing is archived in the range");
        assertThat(archive("--view", "minutes", "--from", "" + (T0 + 1), "--to", "" + (T0 + 2))
                        .errLines())
                .containsExactly("note: no whole window lies in the range");
    }

    @Test
    void what_is_not_there_is_told_in_one_line() {
        run();
        expectRefusal("--view: expected one of minutes, hours, steps, but got 'days'", "--view", "days");
        expectRefusal("--view: expected one of minutes, hours, steps");
        expectRefusal("--from: expected epoch milliseconds", "--view", "hours", "--from", "yesterday");
        expectRefusal("--key: the view's key has the fields [model]", "--view", "hours", "--key", "{\"user\": 1}");
        expectRefusal("--key: expected an object of JSON", "--view", "hours", "--key", "a");
        expectRefusal("archive: a range must end after it starts", "--view", "hours", "--from", "2", "--to", "1");
        cli().file("job.yaml", JOB.replace("backend: h2, path: cold, retention_days: 36500", "backend: none"));
        expectRefusal("the job has no archive", "--view", "hours");
    }

    private void expectRefusal(String message, String... arguments) {
        Cli.Result result = archive(arguments);
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.errLines()).singleElement().asString().contains(message);
    }

    @Test
    void a_view_that_was_changed_is_not_merged_with_what_it_was() {
        run();
        cli().file("job.yaml", JOB.replace("size: 1h", "size: 2h"));
        Cli.Result result = archive("--view", "hours");
        assertThat(result.code()).isZero();
        assertThat(result.outLines()).isEmpty();
        assertThat(result.errLines())
                .first()
                .asString()
                .startsWith("note: windows that were archived when the view was another one are left out")
                .contains("size=3600000", "size=7200000");
    }

    @Test
    void a_job_that_goes_on_or_begins_anew_archives_nothing_twice() {
        run();
        List<String> before = archive("--view", "minutes").outLines();
        Cli.Result again = cli().run("run", "job.yaml");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(archive("--view", "minutes").outLines()).isEqualTo(before);
        cli().file("job.yaml", JOB.replace("path: checkpoints", "path: others"));
        Cli.Result anew = cli().run("run", "job.yaml");
        assertThat(anew.code()).as(anew.err()).isZero();
        assertThat(archive("--view", "minutes").outLines()).isEqualTo(before).hasSize(2);
    }

    @Test
    void validate_and_explain_show_it() {
        cli().file("job.yaml", JOB.replace(", retention_days: 36500", ""));
        assertThat(cli().run("validate", "job.yaml").out())
                .contains("retention_days: 90", "table_prefix: window_state_");
        assertThat(cli().run("validate", "job.yaml").err()).isEmpty();
        assertThat(cli().run("explain", "job.yaml").outLines())
                .last()
                .isEqualTo("archive: h2, keeps what finished windows hold for 90 days");
        cli().file("job.yaml", JOB.replace("path: cold", "url: \"jdbc:h2:x\""));
        assertThat(cli().run("validate", "job.yaml").err()).contains("state.cold.path: missing", "state.cold.url");
        cli().file("in.jsonl", "");
        cli().file(
                        "job.yaml",
                        JOB.replace("backend: h2, path: cold", "backend: postgres, url: \"mysql://u:hunter2@db/x\""));
        assertThat(cli().run("run", "job.yaml").errLines())
                .singleElement()
                .asString()
                .contains("stream_processing.state.cold.backend: the property 'url' of 'archiving' must be the URL")
                .doesNotContain("hunter2");
    }
}
