// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.JobFile;
import io.tidemark.runtime.config.Jobs;
import io.tidemark.runtime.log.JobLog;
import io.tidemark.runtime.log.LogFormat;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of prices that changes while a job runs. */
class TableFileTest {
    private static final String JOB = """
            job: costs
            stream_processing:
              source: {type: file, format: json, path: calls.jsonl}
              windows:
                costs:
                  key: [model]
                  type: tumbling
                  size: 1d
                  aggregates:
                    cost_usd: {fn: cost, prices: {file: prices.yaml}}
                    mean_usd: {fn: cost, prices: {file: prices.yaml}, mean: true}
              sinks: [{type: stdout}]
            """;

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final JobLog log = new JobLog(new PrintStream(err, true, StandardCharsets.UTF_8), LogFormat.TEXT, () -> 0);

    @BeforeEach
    void writeJob() throws IOException {
        Files.writeString(directory.resolve("job.yaml"), JOB);
        prices("prices: [{model: m, input: 3, output: 15}]");
    }

    private void prices(String text) throws IOException {
        Files.writeString(directory.resolve("prices.yaml"), text);
    }

    private JobConfig config() throws ConfigurationException {
        return JobFile.read(directory.resolve("job.yaml"), "job.yaml", List.of(), Map.of(), Jobs.VOCABULARY)
                .config();
    }

    /** What was said since the last time. */
    private String said() {
        String said = err.toString(StandardCharsets.UTF_8);
        err.reset();
        return said;
    }

    @Test
    void one_file_is_one_table_and_holds_once_it_has_said_the_same_twice() throws Exception {
        List<TableFile> files = config().tables();
        assertThat(files).hasSize(1);
        TableFile file = files.get(0);
        file.look(log);
        assertThat(said()).isEmpty();

        prices("prices:\n  - {model: m, input: 2, output: 10}\n");
        file.look(log);
        assertThat(file.table().rows()).extracting(row -> row.get("input")).containsExactly(3.0);
        prices(
                "prices:\n  - {model: m, input: 2, output: 10}\n  - {model: n, input: 1, output: 1, valid_from: 2026-01-31}\n");
        file.look(log);
        assertThat(file.table().rows()).hasSize(1);
        assertThat(said()).isEmpty();
        file.look(log);

        assertThat(file.table().rows())
                .extracting(row -> row.get("model"), row -> row.get("input"))
                .containsExactly(tuple("m", 2.0), tuple("n", 1.0));
        assertThat(said()).isEqualTo("tidemark: prices.yaml has changed: its 2 rows hold for elements from now on\n");
        file.look(log);
        file.look(log);
        assertThat(said()).isEmpty();
    }

    @Test
    void what_is_wrong_is_told_once_and_what_held_goes_on_to_hold() throws Exception {
        TableFile file = config().tables().get(0);
        for (Map.Entry<String, String> wrong : Map.of(
                        "prices: [{model: m, input: -3, output: 15}]", "prices.yaml:1: prices[0].input: expected",
                        "prices: [{model: m", "not valid YAML",
                        "prices: [{model: m, input: 1, output: 1, valid_from: soon}]", "'valid_from' must be a date",
                        "pirces: []", "did you mean 'prices'?")
                .entrySet()) {
            prices(wrong.getKey());
            file.look(log);
            file.look(log);
            assertThat(said())
                    .startsWith("warning: prices.yaml has changed, but is not taken: ")
                    .contains(wrong.getValue())
                    .hasLineCount(1);
            file.look(log);
            file.look(log);
            assertThat(said()).isEmpty();
            assertThat(file.table().rows()).extracting(row -> row.get("input")).containsExactly(3.0);
        }
        prices("prices: [{model: m, input: 4, output: 15}]");
        file.look(log);
        file.look(log);
        assertThat(file.table().rows()).extracting(row -> row.get("input")).containsExactly(4.0);
    }

    @Test
    void a_file_that_is_gone_is_told_once_and_taken_when_it_is_back() throws Exception {
        TableFile file = config().tables().get(0);
        Files.delete(directory.resolve("prices.yaml"));
        file.look(log);
        assertThat(said()).contains("there is no such file");
        file.look(log);
        assertThat(said()).isEmpty();

        prices("prices: []");
        file.look(log);
        file.look(log);
        assertThat(file.table().rows()).isEmpty();
        assertThat(said()).contains("its 0 rows hold");
    }
}
