// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.DurableRun;
import io.tidemark.benchmarks.Laps;
import io.tidemark.benchmarks.Query;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.benchmarks.peers.window.FlinkWindows.Checkpoints;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One contender of {@link DurableReport}, in a process of its own: a short pass whose panes are compared, and then a long one that is measured. It prints a line for each.
 *
 * <p>Arguments: the contender, query, keys, aggregates, seconds of the long pass, seconds between checkpoints, seed, a directory.
 */
public final class DurableProgram {
    /** What is compared. */
    private static final int SHORT = 300_000;

    private static final int LAP = 3_600_000;
    private static final double NANOS = 1e9;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private DurableProgram() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        DurableContender contender = DurableContender.valueOf(arguments[0]);
        Case measured = new Case(
                Query.valueOf(arguments[1]), Integer.parseInt(arguments[2]), AggregateSet.valueOf(arguments[3]));
        double seconds = Double.parseDouble(arguments[4]);
        Duration interval = Duration.ofSeconds(Long.parseLong(arguments[5]));
        Telemetry input = measured.input(LAP, Long.parseLong(arguments[6]));
        Path directory = Path.of(arguments[7]);
        DurablePass shortPass = run(contender, measured, new Laps(input), SHORT, interval, directory);
        System.out.println(shortPass.line());
        DurablePass warm =
                run(contender, measured, new Laps(input), elements(shortPass, seconds / 4), interval, directory);
        System.out.println(run(contender, measured, new Laps(input), elements(warm, seconds), interval, directory)
                .line());
        // Flink leaves threads behind.
        System.exit(0);
    }

    private static long elements(DurablePass before, double seconds) {
        return Math.max(SHORT, (long) (before.elements() * NANOS / before.wallNanos() * seconds));
    }

    private static DurablePass run(
            DurableContender contender, Case measured, Laps laps, long elements, Duration interval, Path directory)
            throws IOException {
        long cpu = SYSTEM.getProcessCpuTime();
        if (contender.isFlink()) {
            PeerPass pass = new FlinkWindows(
                            1, "rocksdb", Optional.of(new Checkpoints(interval, directory)), Optional.empty())
                    .run(measured.query(), measured.aggregates(), PeerPass.over(laps, elements));
            return pass(elements, pass.measurement().wallNanos(), cpu, pass.checkpoints(), pass.panes());
        }
        DurableRun.Pass pass = new DurableRun(contender.warm(), interval, directory)
                .run(measured.query(), measured.aggregates(), laps, elements);
        return pass(elements, pass.wallNanos(), cpu, pass.checkpoints(), pass.panes());
    }

    private static DurablePass pass(long elements, long wallNanos, long cpuBefore, long checkpoints, Checksum panes) {
        if (panes.elements() < elements) {
            throw new IllegalStateException("of " + elements + " elements only " + panes.elements() + " are in panes");
        }
        return new DurablePass(
                elements,
                wallNanos,
                SYSTEM.getProcessCpuTime() - cpuBefore,
                checkpoints,
                panes.panes(),
                panes.elements(),
                panes.value());
    }
}
