// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.connector.kafka.KafkaFeed;
import io.tidemark.connector.kafka.TransactionalKafkaSink;
import io.tidemark.element.Row;
import io.tidemark.engine.HotBudget;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.kafka.broker.BrokerProcess;
import io.tidemark.kafka.broker.BrokerSettings;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.io.EndsAfter;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.runtime.job.JobRun;
import io.tidemark.runtime.job.StopSignal;
import io.tidemark.runtime.job.Summary;
import io.tidemark.runtime.job.Turns;
import io.tidemark.runtime.kafka.JsonPanes;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.render.Figures;
import io.tidemark.runtime.render.ProgressBar;
import io.tidemark.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The demo by way of Kafka: a broker in a process of its own, the trace in one topic, the panes in another, read back as anybody would. */
final class KafkaDemo {
    private static final String INPUT = "llm-requests";
    private static final String OUTPUT = "llm-metrics";
    private static final int PARTITIONS = 2;
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final JobLoader loader;
    private final String jobFile;
    private final List<String> settings;
    private final StopSignal stop;

    /** With the views of {@code jobFile}. */
    KafkaDemo(JobLoader loader, String jobFile, List<String> settings, StopSignal stop) {
        this.loader = loader;
        this.jobFile = jobFile;
        this.settings = settings;
        this.stop = stop;
    }

    int run() throws IOException, ConfigurationException {
        Host host = loader.host();
        String classPath = BrokerClassPath.find(host.home());
        // What is wrong with --set is told before anything is started.
        config("localhost:9092");
        Path directory = Files.createTempDirectory("tidemark-kafka");
        try {
            if (host.errTerminal().isInteractive()) {
                host.err().println("starting a Kafka broker ...");
            }
            try (BrokerProcess broker =
                    BrokerProcess.start(directory, BrokerSettings.defaults().withClassPath(classPath))) {
                run(broker);
            }
        } finally {
            TemporaryState.deleteAll(directory);
        }
        if (stop.isStopped()) {
            host.err().println("tidemark: stopped; the broker and its files are gone");
            return ExitCodes.FAILED;
        }
        return ExitCodes.DONE;
    }

    private JobConfig config(String servers) throws ConfigurationException {
        List<String> all = new ArrayList<>();
        all.add("stream_processing.source={type: kafka, topics: [" + INPUT + "], format: json,"
                + " timestamp: {field: TIMESTAMP, format: \"yyyy-MM-dd HH:mm:ss.SSSSSSS\", time_zone: UTC},"
                + " fields: {service: service, input_tokens: ContextTokens, output_tokens: GeneratedTokens},"
                + " properties: {bootstrap.servers: \"" + servers + "\"}}");
        all.addAll(settings);
        return loader.load(jobFile, all).config();
    }

    private void run(BrokerProcess broker) throws IOException, ConfigurationException {
        String servers = broker.bootstrapServers();
        JobConfig config = config(servers);
        long written = write(servers);
        if (stop.isStopped()) {
            return;
        }
        Summary summary = compute(config, servers, written);
        DemoPanes panes = new DemoPanes(config, loader.host().outTerminal());
        panes.open();
        try (CommittedPanes committed = new CommittedPanes(servers, config.job())) {
            long read = committed.read(OUTPUT, panes, stop);
            if (!stop.isStopped()) {
                print(config, broker, summary, read, committed.lastCheckpoint(INPUT), panes);
            }
        }
    }

    private long write(String servers) throws IOException {
        DemoTrace trace = DemoTrace.read(loader.host().home());
        try (KafkaFeed feed = KafkaFeed.create(Map.of("bootstrap.servers", servers, "topic", INPUT), PARTITIONS)) {
            trace.writeTo(feed);
        }
        // The job's topics must be there before it begins.
        KafkaFeed.create(Map.of("bootstrap.servers", servers, "topic", OUTPUT), PARTITIONS)
                .close();
        return trace.size();
    }

    private Summary compute(JobConfig config, String servers, long written) throws IOException, ConfigurationException {
        Host host = loader.host();
        JobPlan plan = loader.plan(config, host.clock());
        EndsAfter source = new EndsAfter(source(config), written);
        JobBuilder<Row> builder = Job.reading(source, plan.decoder())
                .sink(new TransactionalKafkaSink(sink(config, servers), new JsonPanes()))
                .parallelism(config.parallelism())
                .drain(config.drain());
        plan.views().forEach(builder::view);
        ProgressBar progress = new ProgressBar(host.err(), host.errTerminal(), source::share, System::nanoTime);
        try (TemporaryState state = TemporaryState.of(config, loader, HotBudget.ofBytes(DemoCommand.BUDGET))) {
            state.addTo(builder, INTERVAL);
            try (Job<Row> job = builder.build(host.clock())) {
                return new JobRun(job, plan, source)
                        .run(progress::update, stop, Turns.ALWAYS)
                        .orElseThrow();
            } finally {
                progress.clear();
            }
        }
    }

    private Source source(JobConfig config) throws IOException {
        return Objects.requireNonNull(loader.plugins().sources().byName().get("kafka"))
                .create(config.source(), loader.host());
    }

    private static Map<String, String> sink(JobConfig config, String servers) {
        return Map.of(
                "bootstrap.servers", servers,
                "topic", OUTPUT,
                "group.id", config.job(),
                "source_topics", INPUT,
                "checkpoint_interval_ms", Long.toString(INTERVAL.toMillis()));
    }

    private void print(
            JobConfig config, BrokerProcess broker, Summary summary, long read, long transactions, DemoPanes panes) {
        List<String> lines = new ArrayList<>();
        lines.add(config.job() + ": " + Figures.whole(summary.records())
                + " real requests (Azure LLM inference trace 2023), over Kafka");
        lines.add("broker " + broker.bootstrapServers() + ", a process of its own (" + broker.pid() + ")");
        lines.add("topic " + INPUT + ": " + Figures.whole(summary.records()) + " records, " + PARTITIONS
                + " partitions, read and aggregated in " + Figures.decimal(summary.elapsedNanos() / 1e9, 2) + " s");
        lines.add("topic " + OUTPUT + ": " + Figures.whole(read) + " panes in " + Figures.whole(transactions)
                + " transactions, each with the positions read");
        lines.add("the tables show what a consumer with isolation.level=read_committed reads there");
        lines.forEach(line -> DemoCommand.wrapped(line, loader.host().outTerminal())
                .forEach(loader.host().out()::println));
        DemoCommand.printTables(loader.host().out(), panes);
    }
}
