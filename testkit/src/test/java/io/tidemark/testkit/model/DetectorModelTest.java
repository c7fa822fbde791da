// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.detect.Alerts;
import io.tidemark.pane.Pane;
import io.tidemark.testkit.PaneText;
import io.tidemark.testkit.ToyStateBackend;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Detectors over random views: the alerts are those of a naive detector that goes over all windows again for each one, and the very same in every mode: with any parallelism, stopped and begun anew between any two steps, and with hardly any room on the heap.
 *
 * <p>{@code -Dtidemark.cases=N} runs N cases, {@code -Dtidemark.seed=S} begins at seed S; a failure prints the seed and a small script that still fails.
 */
class DetectorModelTest {
    private static final long CASES = Long.getLong("tidemark.cases", 1500);
    private static final long FIRST_SEED = Long.getLong("tidemark.seed", 1);
    private static final int FIFTHS = 5;

    @ParameterizedTest(name = "fifth {0} of the cases")
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void alerts_are_those_of_the_naive_detector_in_every_mode(int fifth) {
        long end = FIRST_SEED + CASES * (fifth + 1) / FIFTHS;
        for (long seed = FIRST_SEED + CASES * fifth / FIFTHS; seed < end; seed++) {
            check(seed);
        }
    }

    /** Of a key of which all was forgotten, but not saved yet, what detectors know was read from the warm tier again. */
    @ParameterizedTest
    @ValueSource(longs = {5652})
    void what_was_forgotten_does_not_come_back(long seed) {
        check(seed);
    }

    private static void check(long seed) {
        Case scripted = RandomDetectors.of(seed);
        if (difference(scripted).isPresent()) {
            Case small =
                    Shrinker.shrink(scripted, candidate -> difference(candidate).isPresent());
            fail("%s\n%s", small, difference(small));
        }
    }

    @Test
    void there_are_alerts_of_every_kind_in_the_cases() {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        for (long seed = 1; seed <= 300; seed++) {
            Case scripted = RandomDetectors.of(seed);
            for (List<Pane<String>> alerts : NaiveModel.run(scripted).alerts().values()) {
                for (Pane<String> alert : alerts) {
                    kinds.merge(
                            alert.results().get("detector") + " "
                                    + alert.results().get(Alerts.STATE),
                            1,
                            Integer::sum);
                }
            }
        }

        assertThat(kinds)
                .hasSize(6)
                .allSatisfy((kind, count) -> assertThat(count).isGreaterThan(50));
    }

    private static Optional<String> difference(Case scripted) {
        try {
            Output expected = NaiveModel.run(scripted);
            Output plain = EngineRun.of(scripted, 1);
            compare(expected, plain);
            Map<String, Object> alerts = texts(plain);
            List<Function<Case, Output>> modes = List.of(
                    other -> EngineRun.of(other, 3),
                    other -> EngineRun.restarted(other, other.seed()),
                    other -> EngineRun.spilled(other, other.seed(), ToyStateBackend::empty));
            for (Function<Case, Output> mode : modes) {
                Output output = mode.apply(scripted);
                assertThat(texts(output)).isEqualTo(alerts);
                assertThat(Differences.perKey(expected, output)).isEmpty();
            }
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of("failed: " + e + " at " + List.of(e.getStackTrace()));
        }
    }

    /** By detector and key: the order of keys is no rule. */
    private static Map<String, Object> texts(Output output) {
        Map<String, Object> texts = new LinkedHashMap<>();
        output.alerts().forEach((name, panes) -> texts.put(name, byKey(panes, PaneText::of)));
        return texts;
    }

    private static <T> Map<String, List<T>> byKey(List<Pane<String>> panes, Function<Pane<String>, T> form) {
        Map<String, List<T>> byKey = new LinkedHashMap<>();
        panes.forEach(pane ->
                byKey.computeIfAbsent(pane.key(), key -> new ArrayList<>()).add(form.apply(pane)));
        return byKey;
    }

    private static void compare(Output expected, Output actual) {
        assertThat(actual.alerts().keySet()).isEqualTo(expected.alerts().keySet());
        expected.alerts().forEach((name, wanted) -> {
            Map<String, List<Pane<String>>> found = byKey(actual.alerts().getOrDefault(name, List.of()), pane -> pane);
            byKey(wanted, pane -> pane).forEach((key, panes) -> compare(panes, found.getOrDefault(key, List.of())));
        });
    }

    private static void compare(List<Pane<String>> wanted, List<Pane<String>> found) {
        assertThat(found.stream().map(DetectorModelTest::text))
                .containsExactlyElementsOf(
                        wanted.stream().map(DetectorModelTest::text).toList());
        for (int i = 0; i < wanted.size(); i++) {
            double score = score(wanted.get(i));
            assertThat(score(found.get(i))).isCloseTo(score, within(1e-9 * Math.max(1, Math.abs(score))));
        }
    }

    private static double score(Pane<String> alert) {
        return alert.results().get("score") instanceof Double score ? score : Double.NaN;
    }

    /** All but the score, the baseline and the reason. */
    private static String text(Pane<String> pane) {
        List<Object> values = new ArrayList<>();
        for (String name : List.of(Alerts.STATE, "severity", "detector", "value", "since")) {
            values.add(String.valueOf(pane.results().get(name)));
        }
        return pane.id() + " " + pane.info() + " " + pane.count() + " " + pane.watermark() + " " + values;
    }
}
