// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.connector.kafka.KafkaMembership;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.Readiness;
import io.tidemark.runtime.job.ActiveStandby;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.job.Turns;
import io.tidemark.runtime.kafka.KafkaTurns;
import io.tidemark.runtime.problem.ConfigurationException;
import java.io.IOException;
import java.util.Optional;
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
        // What a plan is refused for is to be told before anything is waited for.
        loader.plan(config, loader.host().clock());
        StopSignal stop = new StopSignal();
        return hooks.during(stop, () -> run(config, stop));
    }

    private int run(JobConfig config, StopSignal stop) throws IOException, ConfigurationException {
        if (!config.source().isKafka()) {
            return run(config, stop, Turns.ALWAYS, Optional.empty());
        }
        try (KafkaTurns turns = KafkaTurns.open(config.source().properties(), this::say)) {
            return run(config, stop, turns, Optional.of(turns.membership()));
        }
    }

    private int run(JobConfig config, StopSignal stop, Turns turns, Optional<KafkaMembership> membership)
            throws IOException, ConfigurationException {
        JobAssembly assembly = new JobAssembly(config, loader, membership);
        // Without a source whose positions are committed, and checkpoints, to go on would be to do it all again.
        boolean reopens = config.source().isKafka() && config.checkpoints().enabled();
        ActiveStandby job = new ActiveStandby(turns, e -> reopens && KafkaTurns.mayPass(e), this::say);
        Optional<Summary> summary = job.run(() -> assembly.run(turns, stop), stop);
        if (summary.isPresent()) {
            loader.host().err().write(summary.get().bytes());
        } else {
            say("stopped while it stood by");
        }
        return ExitCodes.DONE;
    }

    private void say(String line) {
        loader.host().err().println(Failures.line("tidemark: " + line));
    }
}
