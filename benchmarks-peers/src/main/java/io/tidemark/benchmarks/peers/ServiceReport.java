// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.benchmarks.Machine;
import io.tidemark.benchmarks.Spread;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What it costs a job that many ask, and what it costs them: {@code tidemark run} in a process of its own, questions and readers from this one, on the same machine.
 *
 * <p>Command: {@code benchmarks-peers/run service [--seconds N] [--rounds N] [--keys N] [--readers N] [--output DIR]}.
 */
@Command(
        name = "service",
        mixinStandardHelpOptions = true,
        description = "What queries and readers of panes cost a job, and how long they wait.")
public final class ServiceReport implements Callable<Integer> {
    private static final int LINES = 10_000;
    private static final int PAGE = 1000;
    private static final int WARM_UP_SECONDS = 20;

    @Option(names = "--seconds", description = "Of each part of a round.")
    private int seconds = 10;

    @Option(names = "--rounds", description = "Each without and with queries, or readers.")
    private int rounds = 5;

    @Option(names = "--rate", description = "Elements a second, where they are paced.")
    private int rate = 100_000;

    @Option(names = "--queries", description = "A second.")
    private int queries = 100;

    @Option(names = "--keys", description = "That are listed.")
    private int keys = 1_000_000;

    @Option(names = "--readers", description = "Of panes; every other one is stuck.")
    private int readers = 1000;

    @Option(names = "--parallelism", description = "Workers of the job.")
    private int parallelism = 1;

    @Option(names = "--jvm", split = " ", description = "Flags of the job's JVM.")
    private List<String> flags = List.of("-Xmx1g");

    @Option(names = "--output", description = "Where the report goes; else it is only printed.")
    private @Nullable Path output;

    private final StringBuilder report = new StringBuilder();

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ServiceReport()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        Path directory = Files.createTempDirectory("tidemark-service");
        say(String.format(Locale.ROOT, "JVM of the job: %s; parallelism %d%n%n", String.join(" ", flags), parallelism));
        try (ServedProcess served = ServedProcess.start(directory, "saturated", flags, generated(false))) {
            beside(served, "a job that takes events as fast as it can");
        }
        try (ServedProcess served = ServedProcess.start(directory, "paced", flags, generated(true))) {
            beside(served, String.format(Locale.ROOT, "%,d elements/s", rate));
        }
        try (ServedProcess served = ServedProcess.start(directory, "keys", flags, sent())) {
            listed(served);
        }
        say(String.format(Locale.ROOT, "%n%s", Machine.describe()));
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("service.md"), report);
        }
        return CommandLine.ExitCode.OK;
    }

    private void say(String text) {
        System.out.print(text);
        report.append(text);
    }

    /** Events as fast as the job takes them, or at the rate. */
    private String generated(boolean isPaced) {
        return """
                job: service
                stream_processing:
                  source: {type: generator, format: feedback_event, rate: %d, paced: %s, out_of_order_share: 0}
                  watermarks: {max_out_of_order_delay: 1s}
                  windows:
                    calls:
                      events: [performance_metrics]
                      key: [model]
                      type: tumbling
                      size: 10s
                      allowed_lateness: 10m
                      aggregates: {preset: llm_performance}
                    sessions: {events: [user_feedback], key: [session_id], type: session, gap: 30s, aggregates: {preset: llm_feedback}}
                  parallelism: %d
                  sinks: []
                  server: {port: PORT, max_streams: %d}
                """.formatted(isPaced ? rate : 1000, isPaced, parallelism, Math.max(1, readers));
    }

    /** Users that are sent, each open for a day. */
    private String sent() {
        return """
                job: keys
                stream_processing:
                  source: {type: http, format: json, path: 'DIRECTORY/journal', timestamp: {field: ts, format: epoch_ms}}
                  windows:
                    users: {key: [user], type: tumbling, size: 1d, aggregates: {n: {fn: count}, tokens: {fn: sum, field: tokens}}}
                  sinks: []
                  server: {port: PORT}
                """;
    }

    private List<String> questions() {
        String key = URLEncoder.encode("{\"model\":\"gpt-4o\"}", StandardCharsets.UTF_8);
        return List.of(
                "/api/v1/views/calls/windows?key=" + key,
                "/api/v1/views/calls/explain?key=" + key,
                "/api/v1/views/sessions/windows?limit=100",
                "/api/v1/views",
                "/api/v1/watermarks",
                "/api/v1/panes/recent?view=calls&limit=100",
                "/metrics");
    }

    /** Records a second, over {@link #seconds}. */
    private double throughput(ServedProcess served, Load load) throws Exception {
        double before = served.metric("tidemark_records_total");
        long begin = System.nanoTime();
        load.run();
        double records = served.metric("tidemark_records_total") - before;
        return records / ((System.nanoTime() - begin) / 1e9);
    }

    /** What goes on beside the job meanwhile. */
    @FunctionalInterface
    private interface Load {
        void run() throws Exception;
    }

    private void nothing() throws InterruptedException {
        Thread.sleep(seconds * 1000L);
    }

    private void beside(ServedProcess served, String job) throws Exception {
        warmUp(served);
        besideQueries(served, job);
        besideReaders(served, job);
    }

    /** The compilers of both sides are done with what is asked for when it is measured. */
    private void warmUp(ServedProcess served) throws Exception {
        new QueryLoad(served, questions(), queries).run(WARM_UP_SECONDS);
    }

    private void besideQueries(ServedProcess served, String job) throws Exception {
        QueryLoad load = new QueryLoad(served, questions(), queries);
        List<double[]> pairs = new ArrayList<>();
        List<Double> millis = new ArrayList<>();
        int[] failed = {0};
        for (int round = 0; round < rounds; round++) {
            double alone = throughput(served, this::nothing);
            double asked = throughput(served, () -> {
                QueryLoad.Answers answers = load.run(seconds);
                millis.addAll(answers.millis());
                failed[0] += answers.failed();
            });
            pairs.add(new double[] {alone, asked});
        }
        compared("%d queries/s beside %s".formatted(queries, job), "with queries", pairs);
        answered(millis, failed[0]);
    }

    private void besideReaders(ServedProcess served, String job) throws Exception {
        List<double[]> pairs = new ArrayList<>();
        double read = 0;
        double panes = 0;
        long ended = 0;
        for (int round = 0; round < rounds; round++) {
            double alone = throughput(served, this::nothing);
            double panesBefore = served.metric("tidemark_panes_total");
            try (PaneReaders open = PaneReaders.open(served.port(), readers)) {
                pairs.add(new double[] {alone, throughput(served, this::nothing)});
                read += open.bytes();
                ended += open.ended();
            }
            panes += served.metric("tidemark_panes_total") - panesBefore;
        }
        compared("%,d readers of panes, half of them stuck, beside %s".formatted(readers, job), "with readers", pairs);
        say(String.format(
                Locale.ROOT,
                "%,.0f panes/s were emitted, those who read got %,.0f MB/s in all; %d of them were closed.%n%n",
                panes / rounds / seconds,
                read / rounds / seconds / 1e6,
                ended));
    }

    private void compared(String title, String with, List<double[]> pairs) {
        Spread alone = Spread.of(pairs, pair -> pair[0]);
        Spread beside = Spread.of(pairs, pair -> pair[1]);
        Spread ratio = Spread.of(pairs, pair -> pair[1] / pair[0]);
        say(String.format(
                Locale.ROOT,
                "## %s%n%n| | records/s, median of %d (lowest to highest) |%n|---|---|%n",
                title,
                pairs.size()));
        say(String.format(
                Locale.ROOT, "| alone | %,.0f (%,.0f to %,.0f) |%n", alone.median(), alone.min(), alone.max()));
        say(String.format(
                Locale.ROOT, "| %s | %,.0f (%,.0f to %,.0f) |%n", with, beside.median(), beside.min(), beside.max()));
        say(String.format(
                Locale.ROOT,
                "| ratio of neighbours | %.3f (%.3f to %.3f) |%n%n",
                ratio.median(),
                ratio.min(),
                ratio.max()));
    }

    private void answered(List<Double> millis, int failed) {
        QueryLoad.Answers answers = new QueryLoad.Answers(millis, failed);
        say(String.format(
                Locale.ROOT,
                "%,d answers, from when they were due: p50 %.1f ms, p99 %.1f ms, longest %.1f ms; %d failed.%n%n",
                millis.size(),
                answers.quantile(0.5),
                answers.quantile(0.99),
                answers.quantile(1),
                failed));
    }

    private void listed(ServedProcess served) throws IOException {
        for (int first = 0; first < keys; first += LINES) {
            StringBuilder lines = new StringBuilder();
            for (int user = first; user < Math.min(keys, first + LINES); user++) {
                lines.append("{\"user\":\"user-")
                        .append(user)
                        .append("\",\"ts\":")
                        .append(1_767_225_600_000L + user % 3_600_000)
                        .append(",\"tokens\":7}\n");
            }
            served.post(lines.toString());
        }
        while (served.metric("tidemark_records_total") < keys) {
            served.usage();
        }
        Set<String> found = new HashSet<>();
        List<Double> live = new ArrayList<>(List.of(served.liveHeap()));
        List<Double> millis = new ArrayList<>();
        String cursor = "";
        int half = keys / PAGE / 2;
        do {
            long begin = System.nanoTime();
            JsonNode page = served.json("/api/v1/views/users/windows?limit=" + PAGE + cursor);
            millis.add((System.nanoTime() - begin) / 1e6);
            page.get("windows")
                    .forEach(window -> found.add(window.at("/key/user").asText()));
            JsonNode next = page.get("next_cursor");
            cursor = next.isNull() ? "" : "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
            if (millis.size() == half) {
                live.add(served.liveHeap());
            }
        } while (!cursor.isEmpty());
        live.add(served.liveHeap());
        if (found.size() != keys) {
            throw new IllegalStateException("of " + keys + " keys " + found.size() + " were listed");
        }
        Spread spread = Spread.of(millis, value -> value);
        say(String.format(
                Locale.ROOT,
                "## %,d keys, listed%n%n%,d pages of at most %,d; each key was there. A page took %.1f ms at the median, %.1f ms at most.%n",
                keys,
                millis.size(),
                PAGE,
                spread.median(),
                spread.max()));
        say(String.format(
                Locale.ROOT,
                "Heap that lives, after a full collection: %s MiB before, half way and at the end.%n",
                String.join(
                        ", ",
                        live.stream()
                                .map(bytes -> String.format(Locale.ROOT, "%,.1f", bytes / (1 << 20)))
                                .toList())));
    }
}
