// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.FileTrees;
import io.tidemark.benchmarks.Machine;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Windows with checkpoints: ours on the heap alone beside Jet and Flink with theirs there, and our RocksDB and LMDB tiers beside Flink's RocksDB, one worker each, taking turns, each in a process of its own, since two builds of
 * RocksDB cannot share one. Those on the heap are measured without checkpoints too. The run fails when the panes of the short passes differ, or elements are missing in those of the long ones.
 *
 * <p>Command: {@code benchmarks-peers/run durable [--filter REGEX] [--contenders A,B] [--seconds N] [--rounds N] [--interval N] [--seed N] [--output DIR]}.
 */
@Command(
        name = "durable",
        mixinStandardHelpOptions = true,
        description = "Windows with checkpoints, state on the heap and on disk: ours, Hazelcast Jet and Flink.")
public final class DurableReport implements Callable<Integer> {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long started = System.nanoTime();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--keys", description = "How many keys many are.")
    private int keys = 100_000;

    @Option(names = "--filter", description = "Only the cases whose title has a match.")
    private String filter = "";

    @Option(names = "--seconds", description = "About how long a measured pass takes.")
    private double seconds = 30;

    @Option(names = "--interval", description = "Seconds between checkpoints.")
    private double interval = 10;

    @Option(names = "--contenders", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<DurableContender> contenders = EnumSet.allOf(DurableContender.class);

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 3;

    @Option(names = "--seed", description = "Of the generated input.")
    private long seed = 20_261_121;

    @Option(names = "--jvm", description = "Flags of the contenders' processes.")
    private String jvm = "-Xmx6g";

    @Option(names = "--directory", description = "Where state and checkpoints are kept meanwhile; it should be a disk.")
    private @Nullable Path directory;

    @Option(names = "--output", description = "Where durable.md and durable.csv go; else the report is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DurableReport()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        if (!(interval > 0)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--interval is the time between checkpoints, more than 0 seconds, not " + interval);
        }
        Pattern wanted = Pattern.compile(filter);
        List<DurableResult> results = new ArrayList<>();
        for (Case measured : Case.all(keys)) {
            if (wanted.matcher(measured.title()).find()) {
                DurableResult result = measure(measured);
                results.add(result);
                System.err.print(DurableTable.costs(result));
                write(results);
            }
        }
        System.out.println(report(results));
        return CommandLine.ExitCode.OK;
    }

    private DurableResult measure(Case measured) throws IOException {
        DurableResult result = new DurableResult(measured);
        for (int round = 0; round < rounds; round++) {
            for (DurableContender contender : contenders) {
                result.add(contender, run(contender, measured));
            }
        }
        return result;
    }

    /** The short pass and the long ones. */
    private List<DurablePass> run(DurableContender contender, Case measured) throws IOException {
        Path parent = directory == null
                ? Files.createTempDirectory("tidemark-durable")
                : Files.createTempDirectory(directory, "tidemark-durable");
        try {
            Process process = new ProcessBuilder(command(contender, measured, parent))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            List<DurablePass> passes;
            try (var lines = process.inputReader().lines()) {
                passes = lines.filter(DurablePass::isLine).map(DurablePass::of).toList();
            }
            int code = process.onExit().join().exitValue();
            if (code != 0 || passes.size() != (contender.isOnHeap() ? 3 : 2)) {
                throw new IOException(contender.title() + " ended with code " + code + "; it says why above");
            }
            return passes;
        } finally {
            FileTrees.delete(parent);
        }
    }

    private List<String> command(DurableContender contender, Case measured, Path parent) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvm.split(" ", -1)));
        command.add("-Dlogback.configurationFile=io/tidemark/benchmarks/peers/logback.xml");
        // It makes its directories there.
        command.add("-Djava.io.tmpdir=" + parent);
        // What Hazelcast asks for, where this process has it.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.add("-cp");
        String own = System.getProperty("java.class.path");
        command.add(
                contender == DurableContender.FLINK_ROCKSDB
                        ? System.getProperty("tidemark.flink.rocksdb") + File.pathSeparator + own
                        : own);
        command.add(DurableProgram.class.getName());
        command.addAll(List.of(
                contender.name(),
                measured.query().name(),
                Integer.toString(measured.keys()),
                measured.aggregates().name(),
                Double.toString(seconds),
                Double.toString(interval),
                Long.toString(seed),
                parent.toString()));
        return command;
    }

    private String report(List<DurableResult> results) {
        return DurableTable.of(contenders, results)
                + String.format(
                        Locale.ROOT,
                        "%nA checkpoint every %.2f s, one worker; %d rounds of about %.0f s, seed %d; contenders with %s; the run took %d s.%n%n%s",
                        interval,
                        rounds,
                        seconds,
                        seed,
                        jvm,
                        (System.nanoTime() - started) / NANOS_PER_SECOND,
                        Machine.describe());
    }

    /** After each case, so that a run that is broken off leaves what it has. */
    private void write(List<DurableResult> results) throws IOException {
        if (output != null) {
            Files.createDirectories(output);
            Files.writeString(output.resolve("durable.md"), report(results));
            Files.writeString(output.resolve("durable.csv"), DurableTable.csv(results, interval));
        }
    }
}
