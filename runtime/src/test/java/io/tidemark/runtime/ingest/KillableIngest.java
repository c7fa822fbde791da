// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.element.InvalidReason;
import io.tidemark.engine.Job;
import io.tidemark.runtime.io.FileOutput;
import io.tidemark.runtime.io.JsonLinesSink;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A job in a process of its own, to be killed while many threads hand records in. Each record becomes a dead letter, so the file of dead letters, which goes back with the checkpoints, has what the job has read. */
final class KillableIngest {
    static final int THREADS = 6;

    /** At most so many in one request. */
    static final int EVENTS = 3;

    private static final long PAUSE_NANOS = 1_000_000;

    private KillableIngest() {}

    /** Runs in the directory that is the first argument, until it is killed; the second is the number of this life. Says on the standard output what was confirmed. */
    public static void main(String[] args) throws IOException {
        Path directory = Path.of(args[0]);
        HttpSource source = Ingests.source(directory.resolve("journal"));
        try (Job<Integer> job = job(directory, source)) {
            job.open();
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            for (int thread = 0; thread < THREADS; thread++) {
                String name = args[1] + '-' + thread;
                threads.execute(() -> send(source.ingest(), name, System.out));
            }
            while (job.doWork() != Job.FINISHED) {
                // It has no end.
            }
        }
    }

    /** Lets the job read what is left, and ends it. */
    static void drain(Path directory) throws IOException {
        HttpSource source = Ingests.source(directory.resolve("journal"));
        try (Job<Integer> job = job(directory, source)) {
            job.open();
            while (Ingests.waiting(source) > 0) {
                job.doWork();
            }
            job.checkpoint();
        }
    }

    private static Job<Integer> job(Path directory, HttpSource source) throws IOException {
        CheckpointLog log = CheckpointLog.open(
                LocalCheckpointStorage.open(directory.resolve("checkpoints")),
                new LogOptions(2, 1 << 16, 0.5, 8),
                System.err::println);
        View<Integer, Integer> none = View.<Integer>named("none")
                .keyBy(element -> element)
                .watermarks(new BoundedOutOfOrderness(0))
                .window(TumblingWindows.of(Duration.ofSeconds(1)))
                .aggregate("count", Aggregates.count())
                .build();
        return Job.<Integer>reading(source, (record, out) -> out.invalid(InvalidReason.UNDECODABLE, Texts.text(record)))
                .view(none)
                .deadLetterSink(new JsonLinesSink(FileOutput.append(directory.resolve("records.jsonl"))))
                .checkpoints(log, "killable", Duration.ofMillis(20))
                .warnings(System.err::println)
                .build(System::currentTimeMillis);
    }

    private static void send(Ingest ingest, String name, PrintStream out) {
        long number = 0;
        while (true) {
            int events = 1 + (int) (number % EVENTS);
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < events; i++) {
                body.append(id(name, number + i)).append('\n');
            }
            try {
                ingest.events(Ingests.request("application/x-ndjson", Texts.bytes(body.toString())));
                number += events;
                out.println(name + ' ' + number);
            } catch (RefusedException e) {
                // Full: until the job has read, and taken checkpoints.
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A record, of some length, so that there are many files. */
    static String id(String name, long number) {
        return "{\"id\":\"" + name + '-' + number + "\",\"x\":\"" + "x".repeat(300) + "\"}";
    }
}
