// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.runtime.host.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's results are those of the trace: every window of every view is computed again from the CSV files with plain loops. */
class DemoTest {
    private static final long MINUTE = 60_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSS");
    private static final Map<String, double[]> PRICES =
            Map.of("code", new double[] {2.5, 10}, "conv", new double[] {0.15, 0.6});

    @TempDir
    private Path directory = Path.of("");

    private record Request(long time, double input, double output) {}

    private record Cell(String view, String service, long start) {}

    @Test
    void every_window_of_every_view_is_what_the_trace_says() throws IOException {
        Map<String, List<Request>> trace = Map.of("code", trace("code"), "conv", trace("conv"));
        Map<Cell, Map<String, Double>> emitted = emitted();

        int windows = 0;
        for (String service : trace.keySet()) {
            List<Request> requests = got(trace, service);
            windows += check(emitted, new Cell("five_minutes", service, 0), requests, 5 * MINUTE, 5 * MINUTE);
            windows += check(emitted, new Cell("last_quarter_hour", service, 0), requests, 15 * MINUTE, MINUTE);
            windows += check(emitted, new Cell("each_hour", service, 0), requests, 60 * MINUTE, 60 * MINUTE);
        }
        assertThat(emitted).hasSize(windows);
    }

    /** Goes over all windows that hold a request, and compares; answers how many there are. */
    private static int check(
            Map<Cell, Map<String, Double>> emitted, Cell view, List<Request> requests, long size, long slide) {
        int windows = 0;
        long last = requests.get(requests.size() - 1).time();
        for (long start = requests.get(0).time() / slide * slide - size; start <= last; start += slide) {
            long from = start;
            List<Request> inside = requests.stream()
                    .filter(request -> request.time() >= from && request.time() < from + size)
                    .toList();
            if (!inside.isEmpty()) {
                windows++;
                Cell cell = new Cell(view.view(), view.service(), start);
                assertThat(emitted).containsKey(cell);
                compare(cell, got(emitted, cell), inside);
            }
        }
        return windows;
    }

    private static void compare(Cell cell, Map<String, Double> results, List<Request> inside) {
        double[] price = got(PRICES, cell.service());
        double input = inside.stream().mapToDouble(Request::input).sum();
        double output = inside.stream().mapToDouble(Request::output).sum();
        assertThat(got(results, "requests")).as("%s", cell).isEqualTo(inside.size());
        assertThat(got(results, "input_tokens")).as("%s", cell).isEqualTo(input);
        assertThat(got(results, "output_tokens")).as("%s", cell).isEqualTo(output);
        near(cell, got(results, "mean_output"), output / inside.size(), 1e-9);
        near(cell, got(results, "cost_usd"), (input * price[0] + output * price[1]) / 1e6, 1e-9);
        double[] sorted = inside.stream().mapToDouble(Request::output).sorted().toArray();
        near(cell, got(results, "p50"), nearestRank(sorted, 50), 0.01);
        near(cell, got(results, "p99"), nearestRank(sorted, 99), 0.01);
    }

    private static <K, V> V got(Map<K, V> map, K key) {
        return Objects.requireNonNull(map.get(key), () -> "nothing for " + key);
    }

    private static void near(Cell cell, Double actual, double expected, double relative) {
        assertThat(actual).as("%s", cell).isCloseTo(expected, within(Math.abs(expected) * relative + 1e-12));
    }

    private static double nearestRank(double[] sorted, int percentile) {
        return sorted[Math.max(1, (int) Math.ceil(percentile * sorted.length / 100.0)) - 1];
    }

    private static List<Request> trace(String service) throws IOException {
        List<Request> requests = new ArrayList<>();
        Path file = Cli.ROOT.resolve("docs/examples/data/azure-llm-2023/" + service + ".csv");
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            long time = LocalDateTime.parse(cells[0], TIME)
                    .toInstant(ZoneOffset.UTC)
                    .toEpochMilli();
            requests.add(new Request(time, Double.parseDouble(cells[1]), Double.parseDouble(cells[2])));
        }
        return requests;
    }

    /** What the demo's job emits, as JSON. */
    private Map<Cell, Map<String, Double>> emitted() throws IOException {
        Cli.Result run = new Cli(directory)
                .with("TIDEMARK_HOME", Cli.ROOT.toString())
                .run("run", Cli.ROOT.resolve("docs/examples/llm-metrics.yaml").toString());
        assertThat(run.code()).as(run.err()).isZero();
        Map<Cell, Map<String, Double>> emitted = new HashMap<>();
        for (String line : run.outLines()) {
            Map<String, String> pane = flat(line);
            Map<String, Double> results = new TreeMap<>();
            for (String name :
                    List.of("requests", "input_tokens", "output_tokens", "mean_output", "cost_usd", "p50", "p99")) {
                results.put(name, Double.valueOf(got(pane, name)));
            }
            Cell cell = new Cell(got(pane, "view"), got(pane, "service"), Long.parseLong(got(pane, "start")));
            assertThat(emitted.put(cell, results))
                    .as("one pane for each window")
                    .isNull();
        }
        return emitted;
    }

    private static Map<String, String> flat(String line) throws IOException {
        Map<String, String> values = new HashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token.isScalarValue()) {
                    values.put(json.currentName(), json.getText());
                }
            }
        }
        return values;
    }

    @Test
    void the_tables_are_readable_on_eighty_columns_and_in_a_pipe() {
        Cli.Result demo =
                new Cli(directory).with("TIDEMARK_HOME", Cli.ROOT.toString()).run("demo", "--no-server");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.err()).isEmpty();
        assertThat(demo.outLines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .allSatisfy(line -> assertThat(line).matches("\\p{ASCII}*"))
                .contains("llm-metrics: 28,185 real requests (Azure LLM inference trace 2023)")
                .anyMatch(line -> line.matches("2023-11-16T18:15:00Z +code +63 +#.*"))
                .contains("(the last 12 of 74 windows)");
        assertThat(demo.out().toLowerCase(java.util.Locale.ROOT)).doesNotContain("http", "latency", "dashboard");
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "rocksdb", "lmdb", "h2"})
    void state_that_does_not_fit_on_the_heap_changes_nothing(String backend) {
        Cli cli = new Cli(directory).with("TIDEMARK_HOME", Cli.ROOT.toString());
        List<String> expected = tables(cli.run("demo", "--no-server"));

        Cli.Result demo = cli.run("demo", "--no-server", "--state", backend);

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.outLines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80))
                .anyMatch(line -> line.matches(
                        "16 KiB of state on the heap: \\d+ times some went to " + backend + ", and came back"));
        assertThat(tables(demo)).isEqualTo(expected);
    }

    private static List<String> tables(Cli.Result demo) {
        return demo.outLines().stream()
                .filter(line -> !line.startsWith("read and aggregated in") && !line.contains("KiB of state"))
                .toList();
    }

    @Test
    void a_view_without_panes_says_so() {
        Cli.Result demo = new Cli(directory)
                .with("TIDEMARK_HOME", Cli.ROOT.toString())
                .run("demo", "--no-server", "--set", "stream_processing.windows.each_hour.events=[none]");

        assertThat(demo.code()).as(demo.err()).isZero();
        assertThat(demo.outLines())
                .containsSequence("each_hour: tumbling 1h, by service (times in UTC)", "no panes", "")
                .anyMatch(line -> line.matches("2023-11-16T18:15:00Z +code +63 +#.*"));
    }

    @Test
    void a_terminal_gets_blocks_and_a_progress_bar() {
        Cli.Result demo = new Cli(directory)
                .with("TIDEMARK_HOME", Cli.ROOT.toString())
                .on(new Terminal(true, 160, true, true))
                .run("demo", "--no-server");

        assertThat(demo.code()).isZero();
        assertThat(demo.out())
                .contains("\u2588", "2023-11-16T18:20:00Z", "output")
                .doesNotContain("not shown");
    }
}
