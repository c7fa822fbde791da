// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.connector.kafka.KafkaMembership;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.JobFile;
import io.tidemark.runtime.config.Readiness;
import io.tidemark.runtime.http.CheckpointRoutes;
import io.tidemark.runtime.http.JobServer;
import io.tidemark.runtime.http.ServedJob;
import io.tidemark.runtime.job.ActiveStandby;
import io.tidemark.runtime.job.Inquiries;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.job.Turns;
import io.tidemark.runtime.kafka.KafkaTurns;
import io.tidemark.runtime.live.LivePanes;
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
        JobFile file = loader.load(job);
        JobConfig config = file.config();
        Readiness readiness = loader.readiness(config);
        if (!readiness.refusals().isEmpty()) {
            throw new ConfigurationException(readiness.refusals());
        }
        readiness.notes().forEach(note -> loader.host().err().println("note: " + note.line()));
        // What a plan is refused for is to be told before anything is waited for.
        JobPlan plan = loader.plan(config, loader.host().clock());
        StopSignal stop = new StopSignal();
        ServedJob served = new ServedJob(
                file, plan, new Inquiries(), new LivePanes(), loader.host().clock());
        return hooks.during(stop, () -> run(served, stop));
    }

    private int run(ServedJob served, StopSignal stop) throws IOException, ConfigurationException {
        JobConfig config = served.file().config();
        if (!config.source().isKafka()) {
            return run(served, stop, Turns.ALWAYS, Optional.empty());
        }
        try (KafkaTurns turns = KafkaTurns.open(config.source().properties(), this::say)) {
            return run(served, stop, turns, Optional.of(turns.membership()));
        }
    }

    private int run(ServedJob served, StopSignal stop, Turns turns, Optional<KafkaMembership> membership)
            throws IOException, ConfigurationException {
        JobConfig config = served.file().config();
        JobAssembly assembly = new JobAssembly(config, loader, membership, served.inquiries(), served.panes());
        if (config.server().isEmpty()) {
            return run(served, assembly, stop, turns);
        }
        try (JobServer server = JobServer.start(
                config.server().get(),
                served,
                VersionProvider.version(),
                () -> checkpoints(config),
                assembly::archive,
                assembly::ingest)) {
            say("serving at " + server.address());
            return run(served, assembly, stop, turns);
        }
    }

    private CheckpointRoutes.Kept checkpoints(JobConfig config) throws IOException {
        try (StoredCheckpoints stored = StoredCheckpoints.open(loader, config)) {
            return new CheckpointRoutes.Kept(stored.readable(), stored.unreadable());
        } catch (ConfigurationException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private int run(ServedJob served, JobAssembly assembly, StopSignal stop, Turns turns)
            throws IOException, ConfigurationException {
        JobConfig config = served.file().config();
        // Without a source whose positions are committed, and checkpoints, to go on would be to do it all again.
        boolean reopens = config.source().isKafka() && config.checkpoints().enabled();
        ActiveStandby job =
                new ActiveStandby(turns, e -> reopens && KafkaTurns.mayPass(e), served.inquiries()::enter, this::say);
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
