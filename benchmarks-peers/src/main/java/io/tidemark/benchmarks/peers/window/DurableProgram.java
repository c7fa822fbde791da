// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import com.sun.management.OperatingSystemMXBean;
import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.Checksum;
import io.tidemark.benchmarks.DurableRun;
import io.tidemark.benchmarks.Laps;
import io.tidemark.benchmarks.Measurement;
import io.tidemark.benchmarks.Query;
import io.tidemark.benchmarks.Telemetry;
import io.tidemark.benchmarks.peers.window.FlinkWindows.Checkpoints;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * One contender of {@link DurableReport}, in a process of its own: a short pass whose panes are compared, and then long ones that are measured, without checkpoints where all state is on the heap, and with them. It prints a
 * line for each.
 *
 * <p>Arguments: the contender, query, keys, aggregates, seconds of a long pass, seconds between checkpoints, seed, a directory.
 */
public final class DurableProgram {
    private static final int LAP = 3_600_000;
    private static final double NANOS = 1e9;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final DurableContender contender;
    private final Case measured;
    private final Telemetry input;
    private final Path directory;

    private DurableProgram(DurableContender contender, Case measured, Telemetry input, Path directory) {
        this.contender = contender;
        this.measured = measured;
        this.input = input;
        this.directory = directory;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Case measured = new Case(
                Query.valueOf(arguments[1]), Integer.parseInt(arguments[2]), AggregateSet.valueOf(arguments[3]));
        Telemetry input = measured.input(LAP, Long.parseLong(arguments[6]));
        new DurableProgram(DurableContender.valueOf(arguments[0]), measured, input, Path.of(arguments[7]))
                .run(Double.parseDouble(arguments[4]), Duration.ofNanos((long)
                        (Double.parseDouble(arguments[5]) * NANOS)));
        // The others leave threads behind.
        System.exit(0);
    }

    private void run(double seconds, Duration interval) throws IOException {
        DurablePass shortPass = pass(shortest(), interval);
        long windows = shortPass.inPanes() / shortPass.elements();
        print(shortPass, windows);
        DurablePass last = shortPass;
        // One pass is not enough: how many elements it should have was told from one that the compiler had hardly seen.
        for (long warmed = 0; warmed < seconds / 4 * NANOS; warmed += last.wallNanos()) {
            last = pass(elements(last, seconds / 4), interval);
        }
        if (contender.isOnHeap()) {
            last = pass(elements(last, seconds), Duration.ZERO);
            print(last, windows);
        }
        last = pass(elements(last, seconds), interval);
        if (last.checkpoints() == 0 && last.wallNanos() > 2 * interval.toNanos()) {
            throw new IllegalStateException("no checkpoint was completed in " + last.wallNanos() / NANOS + " s");
        }
        print(last, windows);
    }

    /** The elements of the pass that is compared: fewer where each is in many windows. */
    private int shortest() {
        return switch (measured.query()) {
            case SLIDING_60_S_1_S -> 30_000;
            case SLIDING_15_MIN_1_MIN -> 120_000;
            default -> 100_000;
        };
    }

    private long elements(DurablePass before, double seconds) {
        return Math.max(shortest(), (long) (before.elements() * NANOS / before.wallNanos() * seconds));
    }

    /** Each element must be in as many panes as it is in windows. */
    private static void print(DurablePass pass, long windows) {
        if (windows == 0 || pass.inPanes() != pass.elements() * windows) {
            throw new IllegalStateException("of " + pass.elements() + " elements, each in " + windows
                    + " windows, the panes have " + pass.inPanes());
        }
        System.out.println(pass.line());
    }

    private DurablePass pass(long elements, Duration interval) throws IOException {
        Laps laps = new Laps(input);
        if (contender.isOurs()) {
            long cpu = SYSTEM.getProcessCpuTime();
            DurableRun.Pass pass = new DurableRun(contender.backend(), interval, directory)
                    .run(measured.query(), measured.aggregates(), laps, elements);
            return pass(elements, pass.wallNanos(), SYSTEM.getProcessCpuTime() - cpu, pass.checkpoints(), pass.panes());
        }
        PeerPass pass =
                peer(PeerPass.over(laps, elements), Optional.of(interval).filter(chosen -> !chosen.isZero()));
        Measurement measurement = pass.measurement();
        return pass(elements, measurement.wallNanos(), measurement.cpuNanos(), pass.checkpoints(), pass.panes());
    }

    private PeerPass peer(PeerPass pass, Optional<Duration> interval) {
        if (contender.engine() == DurableContender.Engine.FLINK) {
            Optional<Checkpoints> checkpoints = interval.map(chosen -> new Checkpoints(chosen, directory));
            return new FlinkWindows(1, contender.backend(), checkpoints, Optional.empty())
                    .run(measured.query(), measured.aggregates(), pass);
        }
        try (JetWindows jet = JetWindows.start(1)) {
            return jet.run(measured.query(), measured.aggregates(), pass, interval);
        }
    }

    private static DurablePass pass(long elements, long wallNanos, long cpuNanos, long checkpoints, Checksum panes) {
        return new DurablePass(
                elements, wallNanos, cpuNanos, checkpoints, panes.panes(), panes.elements(), panes.value());
    }
}
