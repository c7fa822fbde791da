// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process of its own runs {@code ./tidemark run} and is told to end: it ends in order, and nothing that it did is missing from its outputs. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class TerminationTest {
    private static final long SIGINT = 1L << 1;
    private static final String JOB = """
            job: endless
            stream_processing:
              source: {type: generator, seed: 3, rate: 1000, out_of_order_share: 0.2, max_delay: 90s}
              windows:
                calls:
                  key: [model]
                  type: tumbling
                  size: 100ms
                  aggregates: {requests: {fn: count}, latency: {fn: percentile, field: latency_ms, percentile: 95}}
              parallelism: 2
              sinks:
                - {type: file, path: panes.jsonl}
              late: {type: file, path: late.jsonl}
              dead_letter: {type: file, path: dead.jsonl}
            """;
    private static final String PACED = JOB.replace("rate: 1000", "rate: 1000, paced: true");
    private static final long MOST_SECONDS = 60;

    @TempDir
    private Path directory = Path.of("");

    private Checkout checkout;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void checkout() throws IOException {
        checkout = new Checkout(directory);
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    private Process process() {
        return started.get(0);
    }

    private void start(String job) throws IOException {
        Files.writeString(directory.resolve("job.yaml"), job);
        started.add(checkout.script("run", "job.yaml")
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .redirectInput(new File("/dev/null"))
                .start());
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!condition.getAsBoolean()) {
            boolean hasEnded = process().waitFor(20, TimeUnit.MILLISECONDS);
            assertThat(hasEnded || System.nanoTime() > end)
                    .as(() -> "ended, or waited too long: " + text("err"))
                    .isFalse();
        }
    }

    private boolean hasLines(String name) {
        return directory.resolve(name).toFile().length() > 0;
    }

    private void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(
                                "kill", "-" + name, Long.toString(process().pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private int exitCode() throws InterruptedException {
        assertThat(process().waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                .as("ends at all")
                .isTrue();
        return process().exitValue();
    }

    private String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The lines of an output, each of which is whole. */
    private List<String> lines(String name) {
        assertThat(text(name)).endsWith("}\n");
        return text(name).lines().peek(Json::of).toList();
    }

    /** The summary, which is all that was said, and agrees with the outputs. */
    private Json summary(String panes) {
        assertThat(text("err").lines()).hasSize(1);
        Json summary = Json.of(text("err"));
        assertThat(lines(panes)).hasSize((int)
                (summary.number("panes.early") + summary.number("panes.on_time") + summary.number("panes.late")));
        assertThat(lines("late.jsonl")).hasSize((int) summary.number("late"));
        assertThat(lines("dead.jsonl")).hasSize((int) summary.number("invalid"));
        assertThat(summary.number("elements"))
                .isEqualTo(summary.number("records"))
                .isEqualTo(summary.number("aggregated") + summary.number("late") + summary.number("invalid"));
        assertThat(summary.number("watermarks.calls"))
                .as("what is open stays open: it is no end of input")
                .isLessThan(Long.MAX_VALUE);
        return summary;
    }

    /** A process that ignores a signal when it is started, as after {@code nohup} or {@code &}, goes on ignoring it, and a JVM leaves it at that. */
    private static boolean ignoresInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        long ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .mapToLong(line -> Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16))
                .findFirst()
                .orElse(0);
        return (ignored & SIGINT) != 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void a_job_at_full_speed_ends_in_order(String signal) throws Exception {
        Assumptions.assumeFalse(
                signal.equals("INT") && ignoresInterrupts(),
                "this build was started with SIGINT ignored, as a shell does in the background; so is what it starts");
        start(JOB);
        await(() -> hasLines("panes.jsonl"));
        signal(signal);

        assertThat(exitCode()).isZero();
        assertThat(summary("panes.jsonl").number("records")).isGreaterThan(1000);
        assertThat(text("out")).isEmpty();
    }

    @Test
    void a_job_that_waits_for_its_source_ends_in_order() throws Exception {
        start(PACED);
        await(() -> hasLines("panes.jsonl") && hasLines("late.jsonl") && hasLines("dead.jsonl"));
        process().destroy();

        assertThat(exitCode()).isZero();
        summary("panes.jsonl");
    }

    @Test
    void a_job_that_prints_its_panes_prints_them_whole() throws Exception {
        start(JOB.replace("{type: file, path: panes.jsonl}", "{type: stdout}"));
        await(() -> hasLines("out"));
        process().destroy();
        process().destroy();

        assertThat(exitCode()).isZero();
        summary("out");
    }

    @Test
    void a_job_that_has_just_begun_ends_in_order() throws Exception {
        start(PACED);
        await(() -> Files.exists(directory.resolve("late.jsonl")));
        process().destroy();

        assertThat(exitCode()).isZero();
        Json summary = Json.of(text("err"));
        assertThat(text("panes.jsonl").lines()).hasSize((int) summary.number("panes.on_time"));
    }
}
