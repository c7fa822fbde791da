// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.detect.Alerting;
import io.tidemark.detect.Detector;
import io.tidemark.detect.Direction;
import io.tidemark.detect.Drift;
import io.tidemark.detect.RateOfChange;
import io.tidemark.detect.Threshold;
import io.tidemark.detect.ZScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorsTest {
    private static final String JOB = """
            job: j
            stream_processing:
              source: {type: file, path: a}
              windows:
                performance:
                  key: [model]
                  type: tumbling
                  size: 5m
                  aggregates:
                    latency_ms: {fn: percentiles, field: latency_ms, percentiles: [50, 95]}
                    requests: {fn: count}
                counted: {key: [model], type: count, size: 10, aggregates: {requests: {fn: count}}}
              detectors:
                odd: {DETECTOR}
            """;

    private static final String AT = "job.yaml:14: stream_processing.detectors.odd";

    @Test
    void what_is_said_of_a_detector_is_what_the_view_gets() throws Exception {
        assertThat(detector("view: performance, value: latency_ms.p95, z_score: {}"))
                .isEqualTo(new Detector("odd", "latency_ms.p95", ZScore.DEFAULT, Alerting.DEFAULT, Optional.empty()));
        assertThat(detector(
                        "view: performance, value: requests, threshold: {below: 10, resolve: 20}, windows: 3, cool_down: 1m,"
                                + " repeat_every: 1h, forget_after: 2d, severity: bad"))
                .isEqualTo(new Detector(
                        "odd",
                        "requests",
                        Threshold.below(10).resolvedAt(20),
                        new Alerting(3, 60_000, 3_600_000, 2 * 86_400_000L),
                        Optional.of("bad")));
        assertThat(detector("view: performance, value: requests, rate_of_change: {mode: absolute, fire: 7, resolve: 2,"
                                + " direction: below, windows_ago: 12}")
                        .rule())
                .isEqualTo(new RateOfChange(7, 2, Direction.BELOW, false, 12));
        assertThat(detector("view: performance, value: requests, z_score: {fire: 2, half_life: 7.5, min_windows: 3,"
                                + " min_deviation: 0.5, direction: above}")
                        .rule())
                .isEqualTo(new ZScore(2, 2, Direction.ABOVE, 7.5, 3, 0.5));
    }

    @Test
    void drift_is_of_a_result_whose_distribution_is_known() throws Exception {
        assertThat(detector("view: performance, value: latency_ms, psi: {}").rule())
                .isEqualTo(Drift.PSI);
        assertThat(detector(
                                "view: performance, value: latency_ms, ks: {fire: 0.3, resolve: 0.2, reference: first, windows: 24,"
                                        + " min_count: 50, p_value: 0.01}")
                        .rule())
                .isEqualTo(new Drift(Drift.Measure.KS, 0.3, 0.2, Drift.Reference.FIRST, 24, 50, 10, 0.01));
    }

    @Test
    void the_resolved_configuration_says_the_same_again() throws Exception {
        String yaml =
                JOB.replace("DETECTOR", "view: performance, value: requests, threshold: {above: 10}, repeat_every: 1h");
        JobFile file = Jobs.read(yaml, List.of(), Map.of());

        assertThat(Jobs.read(file.toYaml(), List.of(), Map.of())
                        .config()
                        .views()
                        .get(0)
                        .detectors())
                .isEqualTo(file.config().views().get(0).detectors());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    view: performanse, value: requests, z_score: {}     | .view: expected performance or counted, but got 'performanse'; did you mean 'performance'?
                    view: performance, value: latency.p95, z_score: {}  | .value: the view 'performance' has no result of this name; did you mean 'latency_ms.p95'?
                    view: performance, value: latency_ms, z_score: {}   | .value: it is not a number; there is latency_ms.p50, latency_ms.p95
                    view: performance, value: requests                  | .z_score: missing; a detector has one of z_score, threshold, rate_of_change, psi, ks, for example 'z_score: {fire: 4}'
                    view: performance, value: requests, zscore: {}      | .zscore: unknown key; did you mean 'z_score'?
                    view: performance, value: requests, z_score: {}, threshold: {above: 1} | .threshold: a detector has one rule; make this one a detector of its own
                    view: performance, value: requests, z_score: {fire: 2, resolve: 3} | .z_score.resolve: fire and resolve must be 0 or more, and resolve at most fire, but fire is 2.0 and resolve 3.0
                    view: performance, value: requests, threshold: {resolve: 3} | .threshold.above: missing; a limit: 'above: 2000', or 'below: 0.9'
                    view: performance, value: requests, threshold: {above: 3, below: 1} | .threshold.below: a limit is either 'above' or 'below'; make another detector for the other one
                    view: performance, value: requests, rate_of_change: {} | .rate_of_change.fire: missing; for example 'fire: 0.5'
                    view: performance, value: requests, threshold: {above: 3}, windows: 0 | .windows: expected a whole number from 1 to 1000000, but got '0'; the nearest is 1
                    view: performance, value: requests, threshold: {above: 3}, forget_after: 1m | .view: forget_after is shorter than it is from one window to the next, so that nothing would ever be learned: let it be PT5M or more
                    view: counted, value: requests, threshold: {above: 3} | .view: it compares windows of event time one after another, and the view has none: take tumbling, sliding, calendar or session windows
                    view: performance, value: requests, psi: {} | .value: the view 'performance' has no result of this name whose distribution is known; there is latency_ms
                    view: performance, value: latency_ms, psi: {p_value: 0.1} | .psi.p_value: unknown key; there are: fire, resolve, reference, windows, min_count, bins
                    value: requests, threshold: {above: 3} | .view: missing; for example 'view: performance'
                    """)
    void a_mistake_is_told_with_its_line_and_key_and_what_to_do(String detector, String problem) {
        assertThat(Jobs.problems(JOB.replace("DETECTOR", detector), List.of(), Map.of()))
                .containsExactly(AT + problem);
    }

    @Test
    void a_detector_cannot_have_the_name_of_a_view() {
        String yaml =
                JOB.replace("odd:", "counted:").replace("DETECTOR", "view: performance, value: requests, z_score: {}");

        assertThat(Jobs.problems(yaml, List.of(), Map.of()))
                .containsExactly(
                        "job.yaml:14: stream_processing.detectors.counted: there is a view of this name; alerts are"
                                + " panes of a view that has the name of the detector, so choose another one");
    }

    private static Detector detector(String text) throws Exception {
        return Jobs.read(JOB.replace("DETECTOR", text), List.of(), Map.of())
                .config()
                .views()
                .get(0)
                .detectors()
                .get(0);
    }
}
