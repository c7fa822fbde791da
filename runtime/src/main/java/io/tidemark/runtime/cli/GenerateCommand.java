// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.config.GeneratorConfig;
import io.tidemark.runtime.generate.EventOutput;
import io.tidemark.runtime.generate.Generation;
import io.tidemark.runtime.generate.GenerationSummary;
import io.tidemark.runtime.generate.LineEvents;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.io.FeedbackStream;
import io.tidemark.runtime.io.FileOutput;
import io.tidemark.runtime.io.StreamOutput;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.render.ProgressBar;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code generate}. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description =
                "Make synthetic feedback events, the same ones for the same seed, and write them at a steady rate to a topic of Kafka, a file or the standard output.",
        footer =
                "%nWithout --count it goes on until it is told to stop (Ctrl-C). A one-object summary ends on the standard error. docs/generate.md says how the events are distributed.")
@SuppressWarnings("NullAway.Init") // picocli fills in what has a default before anything is run.
final class GenerateCommand implements Callable<Integer> {
    private static final String STDOUT = "-";
    private static final String KAFKA = "kafka";

    private final JobLoader loader;
    private final ShutdownHooks hooks;

    @Option(
            names = "--to",
            paramLabel = "WHERE",
            defaultValue = STDOUT,
            description =
                    "'kafka', a file (which is replaced), or '-', the standard output; default: ${DEFAULT-VALUE}. A file called kafka is './kafka'.")
    private String to;

    @Option(
            names = "--fast",
            description = "Write as fast as it goes; --rate is then only how far events are apart in their own time.")
    private boolean isFast;

    @Mixin
    private final GenerateOptions events = new GenerateOptions();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    GenerateCommand(JobLoader loader, ShutdownHooks hooks) {
        this.loader = loader;
        this.hooks = hooks;
    }

    @Override
    public Integer call() throws Exception {
        GeneratorConfig config = events.config(loader.host().clock());
        if (!to.equals(KAFKA)) {
            kafka.refuseUnused();
        }
        StopSignal stop = new StopSignal();
        return hooks.during(stop, () -> run(config, stop));
    }

    private int run(GeneratorConfig config, StopSignal stop) throws IOException, ConfigurationException {
        Host host = loader.host();
        double perSecond = isFast ? Double.POSITIVE_INFINITY : config.rate();
        try (EventOutput output = output(host)) {
            Generation generation = new Generation(new FeedbackStream(config), output, perSecond, System::nanoTime);
            ProgressBar progress = new ProgressBar(
                    host.err(),
                    host.errTerminal(),
                    "event time",
                    () -> config.count().isPresent()
                            ? (double) generation.sent() / config.count().getAsLong()
                            : Double.NaN,
                    System::nanoTime);
            GenerationSummary summary;
            try {
                summary = generation.run(progress::update, stop, stop::await);
            } finally {
                progress.clear();
            }
            host.err().write(summary.toBytes());
        }
        return ExitCodes.DONE;
    }

    private EventOutput output(Host host) throws IOException, ConfigurationException {
        return switch (to) {
            case KAFKA -> kafka.open();
            case STDOUT -> new LineEvents(new StreamOutput(host.out()));
            default -> new LineEvents(FileOutput.replace(host.directory().resolve(to)));
        };
    }
}
