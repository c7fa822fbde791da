// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prices in a file of their own. */
class PricesFileTest {
    private static final String JOB = """
            job: costs
            stream_processing:
              source: {type: file, format: json, path: calls.jsonl, timestamp: {field: at}}
              windows:
                costs:
                  key: [model]
                  type: tumbling
                  size: 365d
                  aggregates:
                    cost_usd: {fn: cost, prices: {file: prices.yaml}}
              sinks: [{type: stdout}]
            """;

    @TempDir
    private Path directory = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void writeJob() {
        cli = new Cli(directory);
        cli.file("job.yaml", JOB);
        cli.file("calls.jsonl", """
                {"at":"2026-01-31T23:59:59Z","model":"m-1","input_tokens":1000000,"output_tokens":0}
                {"at":"2026-02-01T00:00:00Z","model":"m-1","input_tokens":1000000,"output_tokens":0,"cache_write_tokens":500000}
                {"at":"2026-02-02T00:00:00Z","model":"other","input_tokens":1000000,"output_tokens":0}
                """);
    }

    @Test
    void the_price_that_held_when_a_call_was_made_is_taken_and_an_unknown_model_costs_no_zero() {
        cli.file("prices.yaml", """
                prices:
                  - {model: "m-*", input: 3, output: 15}
                  - {model: "m-*", input: 2, output: 10, cache_write: 4, valid_from: 2026-02-01}
                """);

        Cli.Result run = cli.run("run", "job.yaml");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.outLines())
                .anyMatch(line -> line.contains("m-1") && line.contains("\"cost_usd\":6.0"))
                .anyMatch(line -> line.contains("other") && line.contains("\"cost_usd\":null"));
    }

    @Test
    void mistakes_in_the_file_are_told_with_its_name_and_line() {
        cli.file("prices.yaml", """
                prices:
                  - {model: m, input: -3, output: 15}
                  - {model: m, input: 3, outptu: 15}
                """);

        Cli.Result validated = cli.run("validate", "job.yaml");

        assertThat(validated.code()).isEqualTo(2);
        assertThat(validated.err())
                .contains("prices.yaml:2: prices[0].input: expected a number from 0 to 1000000000")
                .contains("prices.yaml:3: prices[1].outptu: unknown key; did you mean 'output'?");
    }

    @Test
    void a_file_that_is_not_there_or_has_no_prices_is_told() {
        assertThat(cli.run("validate", "job.yaml").err())
                .contains("there is no such file")
                .contains("prices");
        cli.file("prices.yaml", "pirces: []\n");
        assertThat(cli.run("validate", "job.yaml").err()).contains("pirces: unknown key; did you mean 'prices'?");
    }

    @Test
    void a_beginning_that_is_no_date_is_told() {
        cli.file("prices.yaml", "prices: [{model: m, input: 1, output: 1, valid_from: soon}]\n");
        assertThat(cli.run("validate", "job.yaml").err()).contains("'valid_from' must be a date as 2026-01-31");
    }
}
