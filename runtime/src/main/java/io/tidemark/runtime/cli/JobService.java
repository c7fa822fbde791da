// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.connector.kafka.KafkaMembership;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.JobFile;
import io.tidemark.runtime.config.Readiness;
import io.tidemark.runtime.config.ServerConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.http.CheckpointRoutes;
import io.tidemark.runtime.http.JobServer;
import io.tidemark.runtime.http.ServedJob;
import io.tidemark.runtime.job.ActiveStandby;
import io.tidemark.runtime.job.Inquiries;
import io.tidemark.runtime.job.JobPhase;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.job.Turns;
import io.tidemark.runtime.kafka.KafkaTurns;
import io.tidemark.runtime.live.LivePanes;
import io.tidemark.runtime.live.LiveSamples;
import io.tidemark.runtime.log.JobLog;
import io.tidemark.runtime.log.LogFormat;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.watch.JobWatch;
import io.tidemark.runtime.watch.Warning;
import io.tidemark.runtime.watch.WatchThread;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A job as a service: it runs, stands by, and is served over HTTP, as its file says, until its source ends or it is told to stop. */
final class JobService {
    private static final long WATCH_TIMEOUT_MILLIS = 5_000;

    private final JobLoader loader;
    private final ServedJob served;
    private final Consumer<String> say;
    private final JobLog log;

    private JobService(JobLoader loader, ServedJob served, Consumer<String> say, JobLog log) {
        this.loader = loader;
        this.served = served;
        this.say = say;
        this.log = log;
    }

    /** As {@link #of(JobFile, JobLoader, Consumer, JobLog)}, with a log of text. */
    static JobService of(JobFile file, JobLoader loader, Consumer<String> say) throws ConfigurationException {
        Host host = loader.host();
        return of(file, loader, say, new JobLog(host.err(), LogFormat.TEXT, host.clock()));
    }

    /**
     * The service of {@code file}; nothing is opened yet.
     *
     * @param say gets a line for people, now and then
     * @param log gets notes and warnings
     * @throws ConfigurationException with everything that it is refused for
     */
    static JobService of(JobFile file, JobLoader loader, Consumer<String> say, JobLog log)
            throws ConfigurationException {
        Readiness readiness = loader.readiness(file.config());
        if (!readiness.refusals().isEmpty()) {
            throw new ConfigurationException(readiness.refusals());
        }
        StartChecks.check(file.config(), loader.host().directory());
        readiness.notes().forEach(note -> log.note(note.line()));
        ProcessingClock clock = loader.host().clock();
        // What a plan is refused for is to be told before anything is waited for.
        ServedJob served = new ServedJob(
                file,
                loader.plan(file.config(), clock),
                new Inquiries(),
                new LivePanes(),
                new LiveSamples(clock),
                clock);
        return new JobService(loader, served, say, log);
    }

    /**
     * Runs it to its end.
     *
     * @param onServed gets where it is served, if it is
     * @return what it did; empty if it only stood by
     */
    Optional<Summary> run(StopSignal stop, Consumer<URI> onServed) throws IOException, ConfigurationException {
        JobConfig config = served.file().config();
        if (!config.source().isKafka()) {
            return run(stop, Turns.ALWAYS, Optional.empty(), onServed);
        }
        try (KafkaTurns turns = KafkaTurns.open(config.source().properties(), say)) {
            return run(stop, turns, Optional.of(turns.membership()), onServed);
        }
    }

    private Optional<Summary> run(
            StopSignal stop, Turns turns, Optional<KafkaMembership> membership, Consumer<URI> onServed)
            throws IOException, ConfigurationException {
        JobConfig config = served.file().config();
        JobAssembly assembly = new JobAssembly(config, loader, membership, served, log);
        Optional<ServerConfig> where = config.server();
        if (where.isEmpty()) {
            return run(assembly, stop, turns);
        }
        try (JobServer server = JobServer.start(
                where.get(),
                served,
                VersionProvider.version(),
                () -> checkpoints(config),
                assembly::archive,
                assembly::ingest)) {
            onServed.accept(server.address());
            return run(assembly, stop, turns);
        }
    }

    private CheckpointRoutes.Kept checkpoints(JobConfig config) throws IOException {
        try (StoredCheckpoints stored = StoredCheckpoints.open(loader, config)) {
            return new CheckpointRoutes.Kept(stored.readable(), stored.unreadable());
        } catch (ConfigurationException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void warn(Warning warning) {
        Map<String, Object> facts = new LinkedHashMap<>(warning.facts());
        facts.put("warning", warning.kind());
        log.warn(warning.message(), facts);
    }

    private Optional<Summary> run(JobAssembly assembly, StopSignal stop, Turns turns)
            throws IOException, ConfigurationException {
        JobConfig config = served.file().config();
        // Without a source whose positions are committed, and checkpoints, to go on would be to do it all again.
        boolean reopens = config.source().isKafka() && config.checkpoints().enabled();
        ActiveStandby job =
                new ActiveStandby(turns, e -> reopens && KafkaTurns.mayPass(e), served.inquiries()::enter, say);
        JobWatch watch = new JobWatch(config.checkpoints().intervalSeconds(), this::warn);
        List<Runnable> looks = new ArrayList<>();
        looks.add(() -> look(watch));
        config.tables().forEach(table -> looks.add(() -> table.look(log)));
        WatchThread thread = WatchThread.start(looks);
        try {
            return job.run(() -> assembly.run(turns, stop), stop);
        } finally {
            thread.close();
        }
    }

    private void look(JobWatch watch) {
        long asked = served.clock().millis();
        MetricsSnapshot now;
        try {
            now = served.inquiries()
                    .ask(running -> MetricsSnapshot.of(running, served.clock().millis()), WATCH_TIMEOUT_MILLIS);
        } catch (IOException e) {
            // It is asked again.
            return;
        } catch (Inquiries.NoAnswerException e) {
            if (served.inquiries().phase() == JobPhase.RUNNING) {
                watch.unanswered(asked, served.clock().millis());
            } else {
                watch.rest();
            }
            return;
        }
        watch.look(now);
    }
}
