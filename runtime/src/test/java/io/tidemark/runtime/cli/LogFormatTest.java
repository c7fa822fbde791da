// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.runtime.log.LogEncoder;
import io.tidemark.runtime.log.LogFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFormatTest {
    private static final String JOB = """
            job: short
            stream_processing:
              source: {type: generator, format: feedback_event, count: 100}
              windows: {calls: {key: [model], type: tumbling, size: 10s, aggregates: {n: {fn: count}}}}
              server: {port: 0}
            """;

    @TempDir
    private Path directory = Path.of("");

    @AfterEach
    void writeTextAgain() {
        LogEncoder.use(LogFormat.TEXT);
    }

    private Cli cli() {
        Cli cli = new Cli(directory);
        cli.file("job.yaml", JOB);
        return cli;
    }

    private static List<String> served(Cli.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return result.errLines().stream()
                .filter(line -> line.contains("serving"))
                .toList();
    }

    @Test
    void lines_are_text_unless_something_else_is_wanted() {
        assertThat(served(cli().run("run", "job.yaml")))
                .singleElement()
                .asString()
                .startsWith("tidemark: serving at http://");
    }

    @Test
    void the_option_makes_them_json() {
        assertThat(served(cli().run("run", "--log-format", "json", "job.yaml")))
                .singleElement()
                .asString()
                .startsWith("{\"time\":\"1970-01-01T00:00:00Z\",\"level\":\"INFO\"");
    }

    @Test
    void the_variable_does_too_but_the_option_wins() {
        assertThat(served(cli().with("TIDEMARK_LOG_FORMAT", "json").run("run", "job.yaml")))
                .singleElement()
                .asString()
                .startsWith("{");
        assertThat(served(cli().with("TIDEMARK_LOG_FORMAT", "json").run("run", "--log-format=text", "job.yaml")))
                .singleElement()
                .asString()
                .startsWith("tidemark: ");
    }

    @Test
    void another_format_is_refused_with_what_there_is() {
        Cli.Result option = cli().run("run", "--log-format", "xml", "job.yaml");
        assertThat(option.code()).isEqualTo(2);
        assertThat(option.err()).contains("--log-format").contains("expected text or json, but found 'xml'");
        Cli.Result variable = cli().with("TIDEMARK_LOG_FORMAT", "logfmt").run("run", "job.yaml");
        assertThat(variable.code()).isEqualTo(2);
        assertThat(variable.err()).contains("TIDEMARK_LOG_FORMAT").contains("found 'logfmt'");
    }
}
