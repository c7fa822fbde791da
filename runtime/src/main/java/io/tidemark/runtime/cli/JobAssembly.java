// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.archive.WindowArchive;
import io.tidemark.connector.kafka.KafkaMembership;
import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.runtime.http.ServedJob;
import io.tidemark.runtime.ingest.HttpSource;
import io.tidemark.runtime.ingest.Ingest;
import io.tidemark.runtime.io.FileSinks;
import io.tidemark.runtime.io.JobContext;
import io.tidemark.runtime.io.JsonLinesSink;
import io.tidemark.runtime.io.SinkProvider;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.runtime.io.StreamOutput;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.job.JobRun;
import io.tidemark.runtime.job.Progress;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.job.Turns;
import io.tidemark.runtime.kafka.KafkaPaneSinks;
import io.tidemark.runtime.log.JobLog;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.LateSink;
import io.tidemark.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes the objects of a job that runs, all of them new for each time that it is opened. */
final class JobAssembly {
    private final JobConfig config;
    private final JobLoader loader;
    private final Optional<KafkaMembership> membership;
    private final ServedJob served;
    private final JobLog log;

    /** Of the job that runs, while it does. */
    private volatile Optional<WindowArchive> archive = Optional.empty();

    private volatile Optional<Ingest> ingest = Optional.empty();

    JobAssembly(
            JobConfig config, JobLoader loader, Optional<KafkaMembership> membership, ServedJob served, JobLog log) {
        this.config = config;
        this.loader = loader;
        this.membership = membership;
        this.served = served;
        this.log = log;
    }

    /** The archive, while it is open. */
    Optional<WindowArchive> archive() {
        return archive;
    }

    /** Where records are handed in, while the job is there and its source takes them so. */
    Optional<Ingest> ingest() {
        return ingest;
    }

    /** Runs the job until its end, a stop or the end of its turn; after that nothing is answered. */
    Optional<Summary> run(Turns turns, StopSignal stop) throws IOException, ConfigurationException {
        JobPlan plan = loader.plan(config, loader.host().clock());
        Source source = source();
        try (KeptState kept = KeptState.of(config, loader, log);
                Job<Row> job = job(plan, source, kept)) {
            archive = kept.archive();
            ingest = source instanceof HttpSource http ? Optional.of(http.ingest()) : Optional.empty();
            return new JobRun(job, plan, source, served.inquiries()).run(Progress.NONE, stop, turns);
        } finally {
            archive = Optional.empty();
            ingest = Optional.empty();
        }
    }

    private Job<Row> job(JobPlan plan, Source source, KeptState kept) throws IOException, ConfigurationException {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            return job(plan, source, kept, opened);
        } catch (IOException | ConfigurationException | RuntimeException e) {
            opened.forEach(output -> closeAfter(output, e));
            throw e;
        }
    }

    /** Adds to {@code opened} what the job closes once it is made. */
    private Job<Row> job(JobPlan plan, Source source, KeptState kept, List<AutoCloseable> opened)
            throws IOException, ConfigurationException {
        JobBuilder<Row> builder = Job.reading(source, plan.decoder())
                .parallelism(config.parallelism())
                .decodeOn(decoderThreads(config.parallelism()), plan.decoders())
                .drain(config.drain());
        plan.views().forEach(builder::view);
        Optional<DeadLetterSink> deadLetters = Optional.empty();
        if (config.deadLetter().isPresent()) {
            DeadLetterSink letters = deadLetters(config.deadLetter().get());
            opened.add(letters);
            builder.deadLetterSink(letters);
            deadLetters = Optional.of(letters);
        }
        if (config.late().isPresent()) {
            LateSink late = late(config.late().get());
            opened.add(late);
            builder.lateSink(late);
        }
        if (config.server().isPresent()) {
            builder.sink(served.panes()).lateSink(served.samples()).deadLetterSink(served.samples());
        }
        addSinks(builder, new JobContext(loader.host(), membership, deadLetters));
        kept.addTo(builder);
        return builder.build(loader.host().clock());
    }

    private void addSinks(JobBuilder<Row> builder, JobContext context) throws IOException, ConfigurationException {
        Map<String, SinkProvider> sinks = loader.plugins().sinks().byName();
        for (SinkConfig sink : config.sinks()) {
            SinkProvider provider = Objects.requireNonNull(sinks.get(sink.type()));
            builder.sink(Refusals.of(sink.place(), () -> provider.create(sink, context)));
        }
    }

    /** A job that may use one thread does all on it. Of others, reading takes about as long as decoding on one thread; with as many decoders as workers two processors were slower. */
    private static int decoderThreads(int parallelism) {
        return parallelism / 2;
    }

    private Source source() throws IOException, ConfigurationException {
        SourceProvider provider = Objects.requireNonNull(
                loader.plugins().sources().byName().get(config.source().type()));
        return Refusals.of(config.source().place(), () -> provider.create(config.source(), loader.host()));
    }

    private LateSink late(SinkConfig output) throws IOException {
        return output.isKafka() ? KafkaPaneSinks.letters(output) : lines(output);
    }

    private DeadLetterSink deadLetters(SinkConfig output) throws IOException {
        return output.isKafka() ? KafkaPaneSinks.letters(output) : lines(output);
    }

    private JsonLinesSink lines(SinkConfig output) throws IOException {
        boolean isStdout = output.type().equals("stdout");
        return new JsonLinesSink(
                isStdout ? new StreamOutput(loader.host().out()) : FileSinks.output(output, loader.host()));
    }

    private static void closeAfter(AutoCloseable output, Exception failure) {
        try {
            output.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
