// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.element.Row;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.runtime.io.FileSource;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.job.JobRun;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import io.tidemark.runtime.render.Figures;
import io.tidemark.runtime.render.ProgressBar;
import io.tidemark.source.Source;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Run docs/examples/llm-metrics.yaml over the real trace that comes with it, and print a table for each view; then show a job that runs live, docs/examples/live.yaml, in a browser, until Ctrl-C.")
final class DemoCommand implements Callable<Integer> {
    private static final String JOB = "docs/examples/llm-metrics.yaml";
    private static final String STATE = "stream_processing.state.warm.";
    private static final Set<String> ON_DISK = Set.of("rocksdb", "lmdb", "h2");

    /** So little that the demo's few keys do not fit. */
    static final long BUDGET = 16 << 10;

    /** Where the demo keeps its state. */
    @FunctionalInterface
    private interface Keeping {
        void addTo(JobBuilder<Row> builder) throws IOException;
    }

    private final JobLoader loader;
    private final ShutdownHooks hooks;

    @Option(
            names = "--kafka",
            description =
                    "Go by way of Kafka: start a broker in a process of its own, write the trace to a topic, write the panes to another one exactly once, and read them back. Nothing is left behind; ends after the tables.")
    private boolean isByKafka;

    @Option(names = "--no-server", description = "End after the tables, without the job that runs live.")
    private boolean noServer;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where the dashboard is; default: 8080, or a free one when that is taken.")
    private @Nullable Integer port;

    @Option(
            names = "--state",
            paramLabel = "BACKEND",
            description =
                    "Keep state that is too much for the heap in rocksdb, lmdb, h2, memory or postgres (which wants --set stream_processing.state.warm.url=...), and show how much went there.")
    private @Nullable String state;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Override a key of the job file. May come more than once.")
    private List<String> assignments = new ArrayList<>();

    DemoCommand(JobLoader loader, ShutdownHooks hooks) {
        this.loader = loader;
        this.hooks = hooks;
    }

    @Override
    public Integer call() throws Exception {
        Host host = loader.host();
        Path file = host.home().resolve(JOB);
        if (!Files.exists(file)) {
            throw new ConfigurationException(
                    Mark.option("demo"),
                    "",
                    "there is no " + file + "; run ./tidemark from a checkout, or set " + Host.HOME_VARIABLE);
        }
        if (isByKafka) {
            StopSignal stop = new StopSignal();
            KafkaDemo demo = new KafkaDemo(loader, file.toAbsolutePath().toString(), settings(), stop);
            return hooks.during(stop, demo::run);
        }
        JobConfig config =
                loader.load(file.toAbsolutePath().toString(), settings()).config();
        if (noServer) {
            printTables(config);
            return ExitCodes.DONE;
        }
        StopSignal stop = new StopSignal();
        return hooks.during(stop, () -> {
            try (LiveDemo live = LiveDemo.start(loader, Optional.ofNullable(port), stop)) {
                printTables(config);
                host.out().println();
                host.out().println("dashboard: " + live.address() + "/");
                host.out().println("It shows another job, " + LiveDemo.JOB + ", over synthetic");
                host.out().println("events. Ctrl-C ends it.");
                host.out().flush();
                live.await();
            }
            return ExitCodes.DONE;
        });
    }

    private void printTables(JobConfig config) throws IOException, ConfigurationException {
        DemoPanes panes = new DemoPanes(config, loader.host().outTerminal());
        Summary summary = run(config, panes);
        print(loader.host().out(), config, panes, summary);
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>();
        if (state != null) {
            settings.add(STATE + "backend=" + state);
            if (ON_DISK.contains(state)) {
                settings.add(STATE + "path=state");
            }
        }
        settings.addAll(assignments);
        return settings;
    }

    private Summary run(JobConfig config, DemoPanes panes) throws IOException, ConfigurationException {
        if (!config.state().warm().isUsed()) {
            return run(config, panes, builder -> {});
        }
        try (TemporaryState temporary = TemporaryState.of(config, loader, HotBudget.ofBytes(BUDGET))) {
            return run(config, panes, temporary::addTo);
        }
    }

    private Summary run(JobConfig config, DemoPanes panes, Keeping keeping) throws IOException, ConfigurationException {
        // The clock stands still: nothing in the result depends on when the demo is run.
        JobPlan plan = loader.plan(config, () -> 0);
        Source source = source(config);
        JobBuilder<Row> builder = Job.reading(source, plan.decoder())
                .sink(panes)
                .parallelism(config.parallelism())
                .drain(config.drain());
        plan.views().forEach(builder::view);
        keeping.addTo(builder);
        ProgressBar progress = new ProgressBar(
                loader.host().err(), loader.host().errTerminal(), () -> share(source), System::nanoTime);
        try (Job<Row> job = builder.build(() -> 0)) {
            return new JobRun(job, plan, source).run(progress::update);
        } finally {
            progress.clear();
        }
    }

    private Source source(JobConfig config) throws IOException, ConfigurationException {
        SourceProvider provider = Objects.requireNonNull(
                loader.plugins().sources().byName().get(config.source().type()));
        return Refusals.of(config.source().place(), () -> provider.create(config.source(), loader.host()));
    }

    private static double share(Source source) {
        return source instanceof FileSource files ? files.share() : Double.NaN;
    }

    private static void print(PrintStream out, JobConfig config, DemoPanes panes, Summary summary) {
        out.println(config.job() + ": " + Figures.whole(summary.records())
                + " real requests (Azure LLM inference trace 2023)");
        out.println("read and aggregated in " + Figures.decimal(summary.elapsedNanos() / 1e9, 2) + " s, "
                + Figures.whole(summary.recordsPerSecond()) + " a second");
        if (config.state().warm().isUsed()) {
            out.println(Figures.whole(BUDGET >> 10) + " KiB of state on the heap: "
                    + Figures.whole(summary.evictions()) + " times some went to "
                    + config.state().warm().backend() + ", and came back");
        }
        printTables(out, panes);
    }

    /** The tables, and what is to be known of them. */
    static void printTables(PrintStream out, DemoPanes panes) {
        panes.lines().forEach(out::println);
        out.println();
        out.println("Requests and tokens are those of the trace. Costs come from example prices");
        out.println("that were made up for this demo, in " + JOB + ".");
    }

    /** {@code text} in lines that are no wider than {@code terminal}, broken between words. */
    static List<String> wrapped(String text, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > terminal.columns()) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(' ');
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
