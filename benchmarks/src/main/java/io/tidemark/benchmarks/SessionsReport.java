// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * More open sessions than the heap has room for: opens them, ends them all, and checks every result.
 *
 * <p>Command: {@code benchmarks/run sessions [--count N] [--backend NAME] [--hot-mb N] [--cache-mb N] [--steps N] [--directory DIR] [--output FILE]}. It fails when a result is wrong.
 */
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        description = "More open sessions than the heap has room for, and their results checked.")
public final class SessionsReport implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final int LINES_A_PHASE = 10;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final StringBuilder report = new StringBuilder();
    private long begin;
    private long heapPeak;
    private long ownPeak;

    @Option(names = "--count", description = "Open sessions, each of a user of its own.")
    private long count = 10_000_000;

    @Option(names = "--backend", description = "The warm tier: ${COMPLETION-CANDIDATES}.")
    private WarmKind backend = WarmKind.ROCKSDB;

    @Option(names = "--hot-mb", description = "The budget of state on the heap, MiB.")
    private int hotMegabytes = 256;

    @Option(names = "--cache-mb", description = "The cache of RocksDB or H2, MiB; 0 for its default.")
    private int cacheMegabytes = 512;

    @Option(names = "--steps", description = "In how many steps event time moves on until all have ended.")
    private long steps = 2_000;

    @Option(names = "--interval", description = "Seconds between checkpoints, at most.")
    private int interval = 10;

    @Option(names = "--directory", description = "Where state and checkpoints are; default: a temporary directory.")
    private @Nullable Path directory;

    @Option(names = "--output", description = "The file to which the report is added; else it is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SessionsReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws IOException {
        OpenSessions sessions = new OpenSessions(count, steps);
        line(String.format(
                Locale.ROOT,
                "%,d sessions on %s, %d MiB hot, cache %d MiB (0: its default), a checkpoint at least every %d s",
                count,
                backend.title(),
                hotMegabytes,
                cacheMegabytes,
                interval));
        boolean isRight = run(sessions);
        line(Machine.describe());
        if (output != null) {
            Files.writeString(output, report + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return isRight ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean run(OpenSessions sessions) throws IOException {
        NumberedSource source = new NumberedSource(sessions.records(), sessions.elements());
        begin = System.nanoTime();
        try (Servers servers = new Servers();
                JobRun<Visit> run = new JobRun<>(setup(servers), source, sessions.decoder(), OpenSessions.view())) {
            step(run, "first elements", sessions.users());
            step(run, "second elements", sessions.elements());
            long opened = System.nanoTime();
            long early = run.panes().checksum().panes();
            step(run, "ending", sessions.records());
            double opening = (opened - begin) / NANOS;
            double ending = (System.nanoTime() - opened) / NANOS;
            line(String.format(
                    Locale.ROOT,
                    "opened in %.1f s: %,.0f elements/s; ended in %.1f s: %,.0f sessions/s; all in %.1f s: %,.0f elements/s",
                    opening,
                    sessions.elements() / opening,
                    ending,
                    count / ending,
                    opening + ending,
                    sessions.elements() / (opening + ending)));
            line(String.format(
                    Locale.ROOT,
                    "%,d checkpoints, %,d evictions; processors worked %,.0f s for the process; resident at most %,d MiB in all (VmHWM), of which %,d MiB were the process's own when looked at (RssAnon); heap after a collection at most %,d MiB",
                    run.checkpoints(),
                    run.job().pipeline().evictions(),
                    SYSTEM.getProcessCpuTime() / NANOS,
                    ProcessMemory.peakKib() >> 10,
                    ownPeak >> 10,
                    heapPeak >> 20));
            run.warnings().forEach(warning -> line("warning: " + warning));
            return check(sessions, run, early);
        }
    }

    private JobRun.Setup setup(Servers servers) {
        return new JobRun.Setup(
                backend,
                cacheMegabytes,
                backend == WarmKind.NONE ? HotBudget.unlimited() : HotBudget.ofBytes((long) hotMegabytes << 20),
                Duration.ofSeconds(interval),
                servers,
                directory);
    }

    /** Works until {@code records} were read, and says now and then how it is. */
    private void step(JobRun<Visit> run, String phase, long records) throws IOException {
        Job<Visit> job = run.job();
        long first = job.records();
        long told = 0;
        while (job.records() < records) {
            job.doWork();
            heapPeak = Math.max(heapPeak, ProcessMemory.heapAfterCollection());
            long part = LINES_A_PHASE * (job.records() - first) / (records - first);
            if (part > told) {
                told = part;
                tell(run, phase, part);
            }
        }
        job.pipeline().flush();
    }

    private void tell(JobRun<Visit> run, String phase, long part) {
        ownPeak = Math.max(ownPeak, ProcessMemory.ownKib());
        line(String.format(
                Locale.ROOT,
                "%7.1f s  %-15s %3d %%  panes %,11d  checkpoints %,5d  evictions %,11d  hot %,4d MiB  resident %,5d MiB, own %,5d MiB",
                (System.nanoTime() - begin) / NANOS,
                phase,
                part * 100 / LINES_A_PHASE,
                run.panes().checksum().panes(),
                run.checkpoints(),
                run.job().pipeline().evictions(),
                run.job().pipeline().hotBytes() >> 20,
                ProcessMemory.residentKib() >> 10,
                ProcessMemory.ownKib() >> 10));
    }

    private boolean check(OpenSessions sessions, JobRun<Visit> run, long early) {
        Checksum expected = sessions.expected();
        Checksum seen = run.panes().checksum();
        boolean isRight = early == 0
                && seen.panes() == count
                && run.panes().checksum().elements() == sessions.elements()
                && seen.value() == expected.value();
        line(String.format(
                Locale.ROOT,
                "%s: %,d panes of %,d, %,d elements in them of %,d, %,d of the panes too early, checksum %016x of %016x",
                isRight ? "results right" : "RESULTS WRONG",
                seen.panes(),
                count,
                run.panes().checksum().elements(),
                sessions.elements(),
                early,
                seen.value(),
                expected.value()));
        return isRight;
    }

    private void line(String text) {
        System.out.println(text);
        report.append(text).append('\n');
    }
}
