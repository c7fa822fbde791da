// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.Readiness;
import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.io.FileSinks;
import io.tidemark.runtime.io.JsonLinesSink;
import io.tidemark.runtime.io.LineOutput;
import io.tidemark.runtime.io.SinkProvider;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.runtime.io.StreamOutput;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.job.JobRun;
import io.tidemark.runtime.job.Progress;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.source.Source;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Run the job until its source ends or the process is told to stop (SIGTERM, Ctrl-C).",
        footer = "%nA one-object summary ends on the standard error.")
final class RunCommand implements Callable<Integer> {
    private final JobLoader loader;
    private final ShutdownHooks hooks;

    @Mixin
    private final JobOptions job = new JobOptions();

    RunCommand(JobLoader loader, ShutdownHooks hooks) {
        this.loader = loader;
        this.hooks = hooks;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = loader.load(job).config();
        Readiness readiness = loader.readiness(config);
        if (!readiness.refusals().isEmpty()) {
            throw new ConfigurationException(readiness.refusals());
        }
        readiness.notes().forEach(note -> loader.host().err().println("note: " + note.line()));
        JobPlan plan = loader.plan(config, loader.host().clock());
        StopSignal stop = new StopSignal();
        return hooks.during(stop, () -> run(config, plan, stop));
    }

    private int run(JobConfig config, JobPlan plan, StopSignal stop) throws IOException, ConfigurationException {
        try (KeptState kept = KeptState.of(config, loader);
                Job<Row> running = build(config, plan, kept)) {
            Summary summary = new JobRun(running, plan).run(Progress.NONE, stop);
            loader.host().err().write(summary.bytes());
        }
        return ExitCodes.DONE;
    }

    private Job<Row> build(JobConfig config, JobPlan plan, KeptState kept) throws IOException, ConfigurationException {
        JobBuilder<Row> builder = Job.reading(source(config), plan.decoder())
                .parallelism(config.parallelism())
                .drain(config.drain());
        plan.views().forEach(builder::view);
        Map<String, SinkProvider> sinks = loader.plugins().sinks().byName();
        for (SinkConfig sink : config.sinks()) {
            SinkProvider provider = Objects.requireNonNull(sinks.get(sink.type()));
            builder.sink(Refusals.of(sink.place(), () -> provider.create(sink, loader.host())));
        }
        if (config.late().isPresent()) {
            builder.lateSink(new JsonLinesSink(output(config.late().get())));
        }
        if (config.deadLetter().isPresent()) {
            builder.deadLetterSink(new JsonLinesSink(output(config.deadLetter().get())));
        }
        kept.addTo(builder);
        return builder.build(loader.host().clock());
    }

    private Source source(JobConfig config) throws IOException, ConfigurationException {
        SourceProvider provider = Objects.requireNonNull(
                loader.plugins().sources().byName().get(config.source().type()));
        return Refusals.of(config.source().place(), () -> provider.create(config.source(), loader.host()));
    }

    private LineOutput output(SinkConfig config) throws IOException {
        Host host = loader.host();
        return config.type().equals("stdout") ? new StreamOutput(host.out()) : FileSinks.output(config, host);
    }
}
