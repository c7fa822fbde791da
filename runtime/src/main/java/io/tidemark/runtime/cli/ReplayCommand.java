// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.llm.format.TimestampOptions;
import io.tidemark.runtime.bind.Place;
import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.io.JsonLinesSink;
import io.tidemark.runtime.io.LentOutput;
import io.tidemark.runtime.io.LineOutput;
import io.tidemark.runtime.job.HotBudgets;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.job.ReplayRun;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.render.ProgressBar;
import io.tidemark.runtime.replay.ReplaySource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Run the job's views over JSON Lines, on a clock that only the lines move: the same input gives the same panes, every time.",
        footer =
                "%nThe files take the place of the job's source and sinks; '-' is the standard input or output. A one-object summary ends on the standard error.")
@SuppressWarnings("NullAway.Init") // picocli sets the inputs, which are required, before anything is run.
final class ReplayCommand implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "The lines to replay, one file after the other.")
    private List<String> inputs;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "Where panes go; default: ${DEFAULT-VALUE}")
    private String output;

    @Option(
            names = "--late-output",
            paramLabel = "FILE",
            description = "Where late elements go; they are always counted.")
    private @Nullable String lateOutput;

    @Option(
            names = "--dead-letter-output",
            paramLabel = "FILE",
            description = "Where invalid records go; they are always counted.")
    private @Nullable String deadLetterOutput;

    @Option(names = "--summary", paramLabel = "FILE", description = "Keep the summary in a file as well.")
    private @Nullable String summaryFile;

    ReplayCommand(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = loader.load(job).config();
        refuseRecordTimes(config.source().format());
        try (ReplayFiles files = new ReplayFiles(loader.host())) {
            ReplaySource source = new ReplaySource(
                    files.inputs(inputs),
                    config.source().format(),
                    config.source().partitions(),
                    config.checkpoints().enabled());
            JobPlan plan = loader.plan(config, source);
            Summary summary = run(config, plan, source, files);
            loader.host().err().write(summary.bytes());
            files.keep(Optional.ofNullable(summaryFile), summary.bytes());
        }
        return ExitCodes.DONE;
    }

    private static void refuseRecordTimes(FormatConfig format) throws ConfigurationException {
        if (format.timestamp().from() == TimestampOptions.From.RECORD) {
            Place place = format.timestampPlace().at("from");
            throw new ConfigurationException(
                    place.mark(),
                    place.path(),
                    "the lines of a replay have no times of records; '--set " + place.path()
                            + "=ingestion' takes their arrival times");
        }
    }

    private Summary run(JobConfig config, JobPlan plan, ReplaySource source, ReplayFiles files)
            throws IOException, ConfigurationException {
        boolean takesCheckpoints = config.checkpoints().enabled();
        LineOutput panes = files.output("--output", output, takesCheckpoints);
        Optional<LineOutput> late = files.output("--late-output", Optional.ofNullable(lateOutput), takesCheckpoints);
        Optional<LineOutput> deadLetters =
                files.output("--dead-letter-output", Optional.ofNullable(deadLetterOutput), takesCheckpoints);
        ProgressBar progress = new ProgressBar(
                loader.host().err(),
                loader.host().errTerminal(),
                () -> files.share(source.bytesRead()),
                System::nanoTime);
        try (TemporaryState state =
                takesCheckpoints ? TemporaryState.of(config, loader, HotBudgets.of(config)) : null) {
            ReplayRun run = new ReplayRun(source, plan, () -> {
                JobBuilder<Row> builder = Job.reading(source, plan.decoder())
                        .sink(new JsonLinesSink(new LentOutput(panes)))
                        .parallelism(config.parallelism())
                        .drain(config.drain());
                plan.views().forEach(builder::view);
                late.ifPresent(lines -> builder.lateSink(new JsonLinesSink(new LentOutput(lines))));
                deadLetters.ifPresent(lines -> builder.deadLetterSink(new JsonLinesSink(new LentOutput(lines))));
                if (state != null) {
                    state.addTo(builder);
                }
                return builder.build(source);
            });
            Summary summary = run.run(progress::update);
            files.complete();
            return summary;
        } finally {
            progress.clear();
        }
    }
}
