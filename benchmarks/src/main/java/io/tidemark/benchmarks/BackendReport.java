// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whole jobs on every state backend, with all of their state in the heap's budget and with ten times as much.
 *
 * <p>Command: {@code benchmarks/run backends [--quick] [--backends A,B] [--jobs A,B] [--users N] [--seconds N] [--rounds N] [--directory DIR] [--output DIR]}.
 *
 * <p>Before anything is measured every backend computes a short input, and the run fails when two of them emit different panes. In a round the backends take turns.
 */
@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        description = "Elements per second of whole jobs on every state backend.")
public final class BackendReport implements Callable<Integer> {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long CHECKED_USERS = 5_000;
    private static final int CHECKED_PER_USER = 12;
    private static final int SIZED_PER_USER = 5;
    private static final int LOOKS = 50;

    private final List<String> notes = new ArrayList<>();

    @Option(names = "--quick", description = "10,000 users, intervals of half a second, one round.")
    private boolean quick;

    @Option(names = "--backends", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<WarmKind> backends = EnumSet.allOf(WarmKind.class);

    @Option(names = "--jobs", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<UserJob> jobs = EnumSet.allOf(UserJob.class);

    @Option(names = "--hot", description = "Only with all of the state in hot, or only with a tenth: ALL, TENTH.")
    private Set<Hot> hot = EnumSet.allOf(Hot.class);

    @Option(names = "--users", description = "How many keys.")
    private long users = 200_000;

    @Option(names = "--seconds", description = "Between two checkpoints, which is what is measured in a round.")
    private double seconds = 10;

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 3;

    @Option(names = "--cache-mb", description = "The cache of RocksDB and H2, MiB; 0 for their defaults.")
    private int cacheMegabytes;

    @Option(names = "--directory", description = "Where state and checkpoints are; default: a temporary directory.")
    private @Nullable Path directory;

    @Option(names = "--output", description = "Where backends.md, .csv and .svg go; else the report is only printed.")
    private @Nullable Path output;

    /** How much of the state the heap has room for. */
    enum Hot {
        /** All. */
        ALL,
        /** A tenth. */
        TENTH
    }

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new BackendReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (quick) {
            users = 10_000;
            seconds = 0.5;
            rounds = 1;
        }
        try (Servers servers = new Servers()) {
            leaveOutWhatCannotStart(servers);
            List<BackendCase> cases = new ArrayList<>();
            for (UserJob job : jobs) {
                compareResults(job, servers);
                long bytes = stateBytes(job, users, SIZED_PER_USER * users, servers);
                for (Hot room : hot) {
                    BackendCase one = new BackendCase(job, users, bytes, room == Hot.ALL);
                    cases.add(one);
                    measure(one, servers);
                    write(cases);
                }
            }
            System.out.println(report(cases));
        }
        return CommandLine.ExitCode.OK;
    }

    private void leaveOutWhatCannotStart(Servers servers) {
        if (backends.contains(WarmKind.POSTGRES)) {
            try {
                servers.postgres();
            } catch (IOException | RuntimeException e) {
                backends.remove(WarmKind.POSTGRES);
                note("postgres is left out, for its server could not be started: " + e.getMessage());
            }
        }
    }

    private void note(String text) {
        System.err.println(text);
        notes.add(text);
    }

    private void compareResults(UserJob job, Servers servers) throws IOException {
        long elements = CHECKED_PER_USER * CHECKED_USERS;
        long bytes = stateBytes(job, CHECKED_USERS, elements, servers);
        BackendCase one = new BackendCase(job, CHECKED_USERS, bytes, false);
        Checksum expected = null;
        for (WarmKind warm : backends) {
            try (JobRun<Visit> run = run(one, warm, elements, servers)) {
                boolean isFinished = false;
                while (!isFinished) {
                    isFinished = run.job().doWork() == Job.FINISHED;
                }
                Checksum seen = run.panes().checksum();
                if (expected != null && (expected.value() != seen.value() || expected.panes() != seen.panes())) {
                    throw new IllegalStateException(warm.title() + " emits other panes than those before: "
                            + seen.panes() + " for " + expected.panes() + ", " + job.title());
                }
                expected = seen;
                System.err.printf(
                        Locale.ROOT,
                        "%s, %s: %,d panes, %,d entries left the heap%n",
                        job,
                        warm.title(),
                        seen.panes(),
                        run.job().pipeline().evictions());
            }
        }
    }

    /** The most that the state takes on the heap. */
    private long stateBytes(UserJob job, long keys, long elements, Servers servers) throws IOException {
        JobRun.Setup setup =
                new JobRun.Setup(WarmKind.NONE, 0, HotBudget.unlimited(), Duration.ofDays(1), servers, directory);
        long most = 0;
        try (JobRun<Visit> run =
                new JobRun<>(setup, new NumberedSource(elements, elements), job.decoder(keys), job.view())) {
            for (long look = 1; look <= LOOKS; look++) {
                while (run.job().records() < elements * look / LOOKS) {
                    run.job().doWork();
                }
                most = Math.max(most, run.job().pipeline().hotBytes());
            }
        }
        return most;
    }

    private void measure(BackendCase one, Servers servers) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (WarmKind warm : backends) {
                System.gc();
                try (JobRun<Visit> run = run(one, warm, Long.MAX_VALUE, servers)) {
                    JobPass pass = JobPass.of(run, one.users(), (long) (seconds * 1000 * NANOS_PER_MILLI));
                    one.passes().computeIfAbsent(warm, key -> new ArrayList<>()).add(pass);
                    run.warnings().forEach(warning -> note(warm.title() + ": " + warning));
                    System.err.printf(
                            Locale.ROOT,
                            "%s, %s: %,.0f elements/s, %d checkpoints, resident MiB %s%n",
                            one.title(),
                            warm.title(),
                            pass.perSecond(),
                            pass.checkpoints(),
                            pass.resident());
                }
            }
        }
    }

    private JobRun<Visit> run(BackendCase one, WarmKind warm, long elements, Servers servers) throws IOException {
        Duration interval = Duration.ofMillis((long) (seconds * 1000));
        JobRun.Setup setup = new JobRun.Setup(warm, cacheMegabytes, one.budget(warm), interval, servers, directory);
        return new JobRun<>(
                setup,
                new NumberedSource(elements, elements),
                one.job().decoder(one.users()),
                one.job().view());
    }

    /** After each case, so that a run that is broken off leaves what it has. */
    private void write(List<BackendCase> cases) throws IOException {
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("backends.md"), report(cases));
            Files.writeString(output.resolve("backends.csv"), BackendTable.csv(cases));
            Files.writeString(output.resolve("backends.svg"), chart(cases));
        }
    }

    private String report(List<BackendCase> cases) {
        StringBuilder text = new StringBuilder(BackendTable.of(cases));
        notes.forEach(note -> text.append("* ").append(note).append('\n'));
        return text.append(String.format(
                        Locale.ROOT,
                        "* a pass: %.1f s, in which the checkpoint of the %.1f s before is written, and until it is; parallelism 1, and a thread that writes checkpoints; median of %d rounds; columns without a range: the last round. Resident: at the beginning, after each quarter, at the end%n",
                        seconds,
                        seconds,
                        rounds))
                .append(Machine.describe())
                .toString();
    }

    private static String chart(List<BackendCase> cases) {
        List<BarChart.Group> groups = new ArrayList<>();
        for (BackendCase one : cases) {
            List<BarChart.Bar> bars = new ArrayList<>();
            for (WarmKind warm : one.passes().keySet()) {
                Spread spread = one.perSecond(warm);
                bars.add(new BarChart.Bar(warm.title(), spread, String.format(Locale.ROOT, "%,.0f", spread.median())));
            }
            groups.add(new BarChart.Group(one.title(), bars, one.aim()));
        }
        return BarChart.of("Elements/s on each state backend; line: range, dashed: what is aimed at", groups);
    }
}
