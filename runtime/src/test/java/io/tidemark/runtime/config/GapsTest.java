// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.pane.FillMethod;
import io.tidemark.view.GapFilling;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GapsTest {
    private static final String JOB = """
            job: j
            stream_processing:
              source: {type: file, path: a}
              windows:
                performance:
                  key: [model]
                  fill_gaps: {FILLING}
                  aggregates:
                    latency_ms: {fn: percentiles, field: latency_ms, percentiles: [50, 95]}
                    requests: {fn: count}
                  type: tumbling
                  size: 1m
            """;

    private static final String AT = "job.yaml:7: stream_processing.windows.performance.fill_gaps";

    @Test
    void what_is_said_is_what_the_view_gets() throws Exception {
        assertThat(filling("with: zero")).contains(new GapFilling(FillMethod.ZERO, Map.of(), 6_000_000));
        assertThat(filling("with: linear, at_most: 1h, results: {requests: zero, latency_ms: null}"))
                .contains(new GapFilling(
                        FillMethod.LINEAR,
                        Map.of("requests", FillMethod.ZERO, "latency_ms", FillMethod.NULL),
                        3_600_000));
        assertThat(filling("with: null").map(GapFilling::with)).contains(FillMethod.NULL);
        assertThat(filling("with: 'null'").map(GapFilling::with)).contains(FillMethod.NULL);
    }

    @Test
    void the_resolved_configuration_says_the_same_again() throws Exception {
        String yaml = job("with: null, results: {requests: zero, latency_ms: null}");
        JobFile file = Jobs.read(yaml, List.of(), Map.of());

        assertThat(filling(Jobs.read(file.toYaml(), List.of(), Map.of()))).isEqualTo(filling(file));
        assertThat(filling(file)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    with: zeros | .with: expected one of zero, previous, linear, null, but got 'zeros'; did you mean 'zero'?
                    at_most: 1h | .with: missing; for example 'with: zero'
                    with: zero, at_mots: 1h | .at_mots: unknown key; did you mean 'at_most'?
                    with: zero, results: {request: previous} | .results.request: the view has no result of this name; did you mean 'requests'?
                    with: zero, results: {requests: last} | .results.requests: expected one of zero, previous, linear, null, but got 'last'
                    with: zero, at_most: 30s | .at_most: it is shorter than it is from one window to the next, so that nothing would ever be filled: let it be PT1M or more
                    with: zero, at_most: 100d | .at_most: that is more than 100000 windows for each key: let it be PT1666H40M or less
                    """)
    void a_mistake_is_told_with_its_line_and_key_and_what_to_do(String filling, String problem) {
        assertThat(Jobs.problems(job(filling), List.of(), Map.of())).containsExactly(AT + problem);
    }

    @Test
    void views_without_gaps_are_refused() {
        String sessions =
                job("with: zero").replace("type: tumbling", "type: session").replace("size: 1m", "gap: 1m");
        String counts = job("with: zero").replace("size: 1m", "size: 10").replace("type: tumbling", "type: count");
        String global = job("with: zero").replace("    size: 1m\n", "").replace("type: tumbling", "type: global");
        String retracting =
                job("with: zero").replace("size: 1m", "size: 1m\n      accumulation: accumulating_and_retracting");

        for (String job : List.of(sessions, counts, global)) {
            assertThat(Jobs.problems(job, List.of(), Map.of()))
                    .containsExactly(AT + ": only windows that are the same for all keys have gaps: take tumbling,"
                            + " sliding or calendar windows, or remove it");
        }
        assertThat(Jobs.problems(retracting, List.of(), Map.of()))
                .singleElement()
                .asString()
                .startsWith(AT + ": a filled pane is never taken back");
    }

    private static Optional<GapFilling> filling(String filling) throws Exception {
        return filling(Jobs.read(job(filling), List.of(), Map.of()));
    }

    private static Optional<GapFilling> filling(JobFile file) {
        return file.config().views().get(0).gapFilling();
    }

    private static String job(String filling) {
        return JOB.replace("FILLING", filling);
    }
}
