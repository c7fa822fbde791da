// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.runtime.cli.Cli;
import io.tidemark.runtime.metrics.JobMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Alert rules, the dashboard for Grafana and the runbook speak of what there is. */
class OperationsFilesTest {
    private static final Path FILES = Cli.ROOT.resolve("docs/operations");
    private static final Pattern METRIC = Pattern.compile("\\b(?:tidemark|jvm|process|system)_[a-z_]+");
    private static final Pattern HISTOGRAM_PART = Pattern.compile("_(?:bucket|sum|count)$");

    /** What is documented of ours, and what is served of the process. */
    private static Set<String> known() throws IOException {
        Set<String> known = names(Files.readString(Cli.ROOT.resolve("docs/metrics.md")));
        try (JobMetrics metrics = new JobMetrics()) {
            known.addAll(names(metrics.scrape("text/plain")));
        }
        // There from the first collection on.
        known.add("jvm_gc_pause_seconds");
        return known;
    }

    /** Documented as histograms: they are asked for by their parts. */
    private static Set<String> histograms() throws IOException {
        try (Stream<String> lines = Files.lines(Cli.ROOT.resolve("docs/metrics.md"))) {
            Set<String> histograms = lines.filter(line -> line.contains("| histogram:"))
                    .flatMap(line -> names(line.substring(0, line.indexOf("histogram:"))).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            histograms.add("jvm_gc_pause_seconds");
            return histograms;
        }
    }

    private static Set<String> names(String text) {
        return METRIC.matcher(text)
                .results()
                .map(result -> result.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> unknown(List<String> expressions, Set<String> known) throws IOException {
        Set<String> histograms = histograms();
        return expressions.stream()
                .flatMap(expression -> names(expression).stream())
                .filter(name -> histograms.contains(name) || !known.contains(name))
                .filter(name -> !HISTOGRAM_PART.matcher(name).find()
                        || !histograms.contains(HISTOGRAM_PART.matcher(name).replaceFirst("")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Map<?, ?>> alerts() throws IOException {
        Object file = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(FILES.resolve("tidemark-alerts.yaml")));
        List<Map<?, ?>> alerts = new ArrayList<>();
        for (Object group : list(file, "groups")) {
            for (Object rule : list(group, "rules")) {
                alerts.add((Map<?, ?>) rule);
            }
        }
        return alerts;
    }

    private static List<?> list(Object map, String key) {
        return (List<?>) Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    @Test
    void alerts_ask_for_metrics_that_there_are() throws IOException {
        List<String> expressions = alerts().stream()
                .map(alert -> String.valueOf(alert.get("expr")))
                .toList();

        assertThat(expressions).hasSizeGreaterThan(5);
        assertThat(unknown(expressions, known())).isEmpty();
        assertThat(unknown(List.of("rate(tidemark_recods_total[5m])"), known()))
                .containsExactly("tidemark_recods_total");
        assertThat(unknown(List.of("rate(tidemark_checkpoint_size_bytes_sum[5m])"), known()))
                .as("it is no histogram")
                .containsExactly("tidemark_checkpoint_size_bytes_sum");
    }

    @Test
    void the_runbook_has_a_section_for_each_alert_and_no_other() throws IOException {
        List<String> names = alerts().stream()
                .map(alert -> String.valueOf(alert.get("alert")))
                .toList();
        String runbook = Files.readString(FILES.resolve("runbook.md"));
        Matcher sections = Pattern.compile("(?m)^## (Tidemark\\w+)$").matcher(runbook);

        assertThat(sections.results().map(section -> section.group(1))).containsExactlyElementsOf(names);
        for (Map<?, ?> alert : alerts()) {
            assertThat(String.valueOf(((Map<?, ?>) Objects.requireNonNull(alert.get("annotations"))).get("runbook")))
                    .isEqualTo(
                            "runbook.md#" + String.valueOf(alert.get("alert")).toLowerCase(java.util.Locale.ROOT));
        }
    }

    @Test
    void each_alert_has_a_test_of_its_own() throws IOException {
        String tests = Files.readString(FILES.resolve("tidemark-alerts-test.yaml"));

        assertThat(alerts()).allSatisfy(alert -> assertThat(tests).contains("alertname: " + alert.get("alert") + "\n"));
    }

    @Test
    void the_dashboard_for_grafana_asks_for_metrics_that_there_are() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(FILES.resolve("grafana-dashboard.json")));
        List<String> expressions = dashboard.findValuesAsText("expr");

        assertThat(expressions).hasSizeGreaterThan(20);
        assertThat(unknown(expressions, known())).isEmpty();
        assertThat(dashboard.at("/panels").findValuesAsText("id")).doesNotHaveDuplicates();
    }
}
