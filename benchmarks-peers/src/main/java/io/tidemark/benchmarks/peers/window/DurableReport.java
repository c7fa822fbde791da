// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.AggregateSet;
import io.tidemark.benchmarks.Case;
import io.tidemark.benchmarks.FileTrees;
import io.tidemark.benchmarks.Machine;
import io.tidemark.benchmarks.Query;
import io.tidemark.benchmarks.Spread;
import io.tidemark.benchmarks.ThroughputTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Windows with state on disk and checkpoints: our RocksDB and LMDB tiers beside Flink's RocksDB, one worker each, taking turns, each in a process of its own, since two builds of RocksDB cannot share one. The run fails when the
 * panes of the short passes differ, or elements are missing in those of the long ones.
 *
 * <p>Command: {@code benchmarks-peers/run durable [--filter REGEX] [--seconds N] [--rounds N] [--interval N] [--seed N] [--output DIR]}.
 */
@Command(
        name = "durable",
        mixinStandardHelpOptions = true,
        description = "Windows with state on disk and checkpoints: our RocksDB and LMDB tiers beside Flink's RocksDB.")
public final class DurableReport implements Callable<Integer> {
    private static final int FEW = 50;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long started = System.nanoTime();

    @Option(names = "--keys", description = "How many keys many are.")
    private int keys = 100_000;

    @Option(names = "--filter", description = "Only the cases whose title has a match.")
    private String filter = "";

    @Option(names = "--seconds", description = "About how long a measured pass takes.")
    private double seconds = 30;

    @Option(names = "--interval", description = "Seconds between checkpoints.")
    private long interval = 10;

    @Option(names = "--rounds", description = "Rounds, of which the median is reported.")
    private int rounds = 3;

    @Option(names = "--seed", description = "Of the generated input.")
    private long seed = 20_261_121;

    @Option(names = "--jvm", description = "Flags of the contenders' processes.")
    private String jvm = "-Xmx3g";

    @Option(names = "--directory", description = "Where state and checkpoints are kept meanwhile; it should be a disk.")
    private @Nullable Path directory;

    @Option(names = "--output", description = "Where durable.md and durable.csv go; else the report is only printed.")
    private @Nullable Path output;

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new DurableReport()).execute(args));
    }

    /** What all contenders did in a case. */
    private record Row(Case measured, Map<DurableContender, List<DurablePass>> passes) {
        Spread rate(DurableContender contender) {
            return Spread.of(passes.getOrDefault(contender, List.of()), DurablePass::perSecond);
        }
    }

    @Override
    public Integer call() throws IOException {
        Pattern wanted = Pattern.compile(filter);
        List<Row> rows = new ArrayList<>();
        for (int keyCount : List.of(FEW, keys)) {
            for (Query query : List.of(Query.TUMBLING_10_S, Query.SESSIONS_30_S)) {
                for (AggregateSet aggregates : AggregateSet.values()) {
                    Case measured = new Case(query, keyCount, aggregates);
                    if (wanted.matcher(measured.title()).find()) {
                        rows.add(measure(measured));
                        System.err.println(line(rows.get(rows.size() - 1)));
                        write(rows);
                    }
                }
            }
        }
        System.out.println(report(rows));
        return CommandLine.ExitCode.OK;
    }

    private Row measure(Case measured) throws IOException {
        Row row = new Row(measured, new EnumMap<>(DurableContender.class));
        long checksum = 0;
        for (int round = 0; round < rounds; round++) {
            for (DurableContender contender : DurableContender.values()) {
                List<DurablePass> passes = run(contender, measured);
                if (checksum != 0 && checksum != passes.get(0).checksum()) {
                    throw new IllegalStateException(
                            measured.title() + ": " + contender.title() + " emitted other panes than those before");
                }
                checksum = passes.get(0).checksum();
                row.passes()
                        .computeIfAbsent(contender, absent -> new ArrayList<>())
                        .add(passes.get(1));
            }
        }
        return row;
    }

    /** The short pass and the long one. */
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
            if (code != 0 || passes.size() != 2) {
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
        command.add("-cp");
        String own = System.getProperty("java.class.path");
        command.add(
                contender.isFlink() ? System.getProperty("tidemark.flink.rocksdb") + File.pathSeparator + own : own);
        command.add(DurableProgram.class.getName());
        command.addAll(List.of(
                contender.name(),
                measured.query().name(),
                Integer.toString(measured.keys()),
                measured.aggregates().name(),
                Double.toString(seconds),
                Long.toString(interval),
                Long.toString(seed),
                parent.toString()));
        return command;
    }

    private String report(List<Row> rows) {
        StringBuilder text =
                new StringBuilder("| a checkpoint every ").append(interval).append(" s, one worker");
        for (DurableContender contender : DurableContender.values()) {
            text.append(" | ").append(contender.title());
            text.append(contender.isFlink() ? "" : " | times Flink");
        }
        text.append(" | CPU ns for each element, in that order | checkpoints |\n|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(line(row)).append('\n'));
        return text
                + String.format(
                        Locale.ROOT,
                        "%n%d rounds of about %.0f s, seed %d; contenders with %s; the run took %d s.%n%n%s",
                        rounds,
                        seconds,
                        seed,
                        jvm,
                        (System.nanoTime() - started) / NANOS_PER_SECOND,
                        Machine.describe());
    }

    private static String line(Row row) {
        StringBuilder text = new StringBuilder("| ").append(row.measured().title());
        List<String> cpu = new ArrayList<>();
        List<String> checkpoints = new ArrayList<>();
        double flink = row.rate(DurableContender.FLINK_ROCKSDB).median();
        row.passes().forEach((contender, passes) -> {
            Spread rate = row.rate(contender);
            text.append(" | ").append(ThroughputTable.millions(rate));
            if (!contender.isFlink()) {
                text.append(String.format(Locale.ROOT, " | %.0f", rate.median() / flink));
            }
            cpu.add(String.format(
                    Locale.ROOT,
                    "%,.0f",
                    Spread.of(passes, DurablePass::cpuNanosPerElement).median()));
            checkpoints.add(Long.toString(
                    passes.stream().mapToLong(DurablePass::checkpoints).sum()));
        });
        return text.append(" | ")
                .append(String.join(", ", cpu))
                .append(" | ")
                .append(String.join(", ", checkpoints))
                .append(" |")
                .toString();
    }

    /** After each case, so that a run that is broken off leaves what it has. */
    private void write(List<Row> rows) throws IOException {
        if (output == null) {
            return;
        }
        Files.createDirectories(output);
        Files.writeString(output.resolve("durable.md"), report(rows));
        StringBuilder csv =
                new StringBuilder("query,keys,aggregates,contender,elements,wall_nanos,cpu_nanos,checkpoints,panes\n");
        for (Row row : rows) {
            row.passes()
                    .forEach((contender, passes) -> passes.forEach(pass -> csv.append(String.format(
                            Locale.ROOT,
                            "%s,%d,%s,\"%s\",%d,%d,%d,%d,%d%n",
                            row.measured().query(),
                            row.measured().keys(),
                            row.measured().aggregates().title(),
                            contender.title(),
                            pass.elements(),
                            pass.wallNanos(),
                            pass.cpuNanos(),
                            pass.checkpoints(),
                            pass.panes()))));
        }
        Files.writeString(output.resolve("durable.csv"), csv.toString());
    }
}
