// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example jobs of stacks that report calls of models, over their samples: each pane by hand. */
class StacksTest {
    private static final Path EXAMPLES = Cli.ROOT.resolve("docs/examples");

    @TempDir
    private Path directory = Path.of("");

    /** A result of the only pane of {@code view} with {@code key}. */
    private static double number(Cli.Result run, String view, String key, String result) {
        assertThat(run.code()).as(run.err()).isZero();
        String begin = "{\"view\":\"" + view + "\",\"key\":" + key + ",";
        assertThat(run.outLines()).filteredOn(line -> line.startsWith(begin)).hasSize(1);
        String pane = run.outLines().stream()
                .filter(line -> line.startsWith(begin))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(Json.of(pane).text("results." + result));
    }

    private Cli.Result run(String example) {
        return new Cli(directory)
                .with("TIDEMARK_HOME", Cli.ROOT.toString())
                .run("run", EXAMPLES.resolve(example).toString());
    }

    @Test
    void a_gateway_of_ones_own_is_mapped() {
        Cli.Result result = run("mapping.yaml");

        String small = "{\"model\":\"small-2026\"}";
        assertThat(number(result, "models", small, "avg_latency_ms")).isEqualTo(1500);
        assertThat(number(result, "models", small, "time_to_first_token_ms")).isEqualTo(412);
        assertThat(number(result, "models", small, "cost_usd")).isEqualTo(0.000135);
        String failed = "{\"model\":\"large\"}";
        assertThat(number(result, "models", failed, "error_rate")).isEqualTo(1);
        assertThat(number(result, "models", failed, "cost_usd")).isZero();
        assertThat(number(result, "models", "{\"model\":\"embed\"}", "avg_latency_ms"))
                .isEqualTo(40);
        String bob = "{\"user_id\":\"bob\",\"metadata.region\":\"eu\"}";
        assertThat(number(result, "users", bob, "requests")).isEqualTo(1);
        assertThat(number(result, "users", bob, "total_tokens")).isEqualTo(5930);
    }

    @Test
    void litellm_is_read_as_it_logs() {
        Cli.Result result = run("litellm.yaml");

        String mini = "{\"model\":\"gpt-4o-mini\"}";
        assertThat(number(result, "models", mini, "requests")).isEqualTo(2);
        assertThat(number(result, "models", mini, "avg_latency_ms")).isEqualTo((4500 + 12) / 2.0);
        assertThat(number(result, "models", mini, "cache_hit_rate")).isEqualTo(0.5);
        assertThat(number(result, "models", mini, "error_rate")).isZero();
        assertThat(number(result, "models", "{\"model\":\"claude-sonnet\"}", "error_rate"))
                .isEqualTo(1);
        assertThat(number(result, "teams", "{\"team\":\"search\"}", "total_cost"))
                .isEqualTo(0.00042675);
    }

    @Test
    void langfuse_is_read_as_it_exports() {
        Cli.Result result = run("langfuse.yaml");

        String model = "{\"model\":\"gpt-4o-mini-2024-07-18\"}";
        assertThat(number(result, "generations", model, "requests")).isEqualTo(2);
        assertThat(number(result, "generations", model, "avg_latency_ms")).isEqualTo(2750);
        assertThat(number(result, "generations", model, "time_to_first_token_ms"))
                .isEqualTo(413);
        assertThat(number(result, "generations", model, "error_rate")).isEqualTo(0.5);
        assertThat(number(result, "scores", "{\"name\":\"helpfulness\"}", "mean_score"))
                .isEqualTo(0.8);
        assertThat(number(result, "sessions", "{\"session_id\":\"chat-9\"}", "total_cost"))
                .isEqualTo(0.00042675);
    }

    @Test
    void cloud_events_are_opened() {
        Cli.Result result = run("cloudevents.yaml");

        String eu = "{\"$ce.source\":\"/gateway/eu\",\"model\":\"small\"}";
        assertThat(number(result, "regions", eu, "requests")).isEqualTo(2);
        assertThat(number(result, "regions", eu, "latency_ms")).isEqualTo(600);
        assertThat(number(result, "regions", eu, "cost_usd")).isEqualTo(0.75);
        assertThat(result.outLines()).hasSize(1);
    }
}
