// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.aggregate.Aggregates;
import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.WindowArchive;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.ArchiveReader;
import io.tidemark.engine.Job;
import io.tidemark.engine.JobBuilder;
import io.tidemark.pane.AccumulationMode;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.SourceRecord;
import io.tidemark.testkit.FailingCheckpointStorage;
import io.tidemark.testkit.FailingWindowArchive;
import io.tidemark.testkit.Faults;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.MemoryWindowArchive;
import io.tidemark.testkit.Seeds;
import io.tidemark.trigger.AfterProcessingTime;
import io.tidemark.trigger.AfterWatermark;
import io.tidemark.trigger.Repeatedly;
import io.tidemark.view.View;
import io.tidemark.watermark.BoundedOutOfOrderness;
import io.tidemark.window.SessionWindows;
import io.tidemark.window.SlidingWindows;
import io.tidemark.window.TumblingWindows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Jobs with an archive: whatever instant they die at, and whatever fails, the archive has in the end what it has of a job that lives. */
class ArchivingJobTest {
    private static final int ROUNDS = 60;
    private static final int RECORDS = 400;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();
    private final AtomicLong clock = new AtomicLong(1_000);
    private final List<String> warnings = new ArrayList<>();

    /** A call of somebody. */
    private record Call(String caller, double value) {}

    @Test
    void r1_a_job_that_is_killed_again_and_again_archives_what_one_does_that_lives() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = lines();
            MemoryWindowArchive expected = new MemoryWindowArchive();
            assertThat(run(lines, expected, new MemoryCheckpointStorage(), 0)).isTrue();

            MemoryWindowArchive actual = new MemoryWindowArchive();
            Faults faults = new Faults(random.nextLong(), round % 2 == 0 ? 0 : 0.05);
            MemoryCheckpointStorage kept = new MemoryCheckpointStorage();
            for (int kills = 0;
                    !run(
                            lines,
                            new FailingWindowArchive(actual.reopened(), faults),
                            new FailingCheckpointStorage(kept.reopened(), faults),
                            8);
                    kills++) {
                if (kills == 200) {
                    faults.stop();
                }
            }

            assertThat(contents(actual))
                    .as("the archive of round %d, after kills and %d faults", round, faults.injected())
                    .isEqualTo(contents(expected))
                    .hasSizeGreaterThan(15);
        }
    }

    @Test
    void an_archive_that_fails_keeps_checkpoints_from_being_written_and_loses_nothing() throws IOException {
        List<String> lines = lines();
        MemoryWindowArchive expected = new MemoryWindowArchive();
        assertThat(run(lines, expected, new MemoryCheckpointStorage(), 0)).isTrue();
        MemoryWindowArchive kept = new MemoryWindowArchive();
        // The first call claims it.
        Faults faults = Faults.at(2, false);
        MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
        CheckpointLog log = CheckpointLog.open(storage, LogOptions.defaults(), warnings::add);
        try (Job<Call> job = job(lines, new FailingWindowArchive(kept, faults))
                .checkpoints(log, "archiving", Duration.ofMillis(20))
                .build(clock::get)) {
            job.open();
            while (warnings.isEmpty()) {
                clock.addAndGet(10);
                job.doWork();
            }
            assertThat(warnings)
                    .singleElement()
                    .asString()
                    .startsWith("checkpoint ")
                    .contains("could not be written: injected before append")
                    .endsWith("the next one will have what it would have had");
            int before = log.checkpoints().size();
            job.checkpoint();
            assertThat(log.checkpoints()).as("checkpoints once it works again").hasSizeGreaterThan(before);
            while (job.doWork() != Job.FINISHED) {
                clock.addAndGet(10);
            }
            assertThat(contents(kept)).isEqualTo(contents(expected));
        }
    }

    @Test
    void an_archive_that_fails_for_long_fails_the_job_and_not_the_memory() throws IOException {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 60_000; i++) {
            many.add("k" + i + ",1," + i * 600L);
        }
        CheckpointLog log = CheckpointLog.open(new MemoryCheckpointStorage(), LogOptions.defaults(), warnings::add);
        Broken archive = new Broken();
        try (Job<Call> job = job(many, archive)
                .checkpoints(log, "archiving", Duration.ofDays(1))
                .build(clock::get)) {
            job.open();
            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> {
                        while (job.doWork() != Job.FINISHED) {
                            clock.incrementAndGet();
                        }
                    })
                    .withMessageContaining("the server is down");
            archive.works = true;
        }
        assertThat(archive.most).as("panes that waited").isBetween(20_000, 40_000);
        assertThat(warnings).hasSizeBetween(5, 20).allMatch(text -> text.contains("could not be archived"));
    }

    @Test
    void who_is_claimed_away_stops() throws IOException {
        MemoryWindowArchive archive = new MemoryWindowArchive();
        CheckpointLog log = CheckpointLog.open(new MemoryCheckpointStorage(), LogOptions.defaults(), warnings::add);
        try (Job<Call> job = job(lines(), archive)
                .checkpoints(log, "archiving", Duration.ofMillis(20))
                .build(clock::get)) {
            job.open();
            archive.reopened().claim();
            assertThatExceptionOfType(FencedException.class).isThrownBy(() -> {
                while (job.doWork() != Job.FINISHED) {
                    clock.addAndGet(10);
                }
            });
        }
    }

    @Test
    void what_is_older_than_the_retention_is_deleted_while_the_job_runs() throws IOException {
        MemoryWindowArchive archive = new MemoryWindowArchive();
        clock.set(5_000);
        try (Job<Call> job = Job.<Call>reading(new ScriptedSource(lines(), random), ArchivingJobTest::decode)
                .view(tumbling())
                .archive(archive, Duration.ofSeconds(63))
                .build(clock::get)) {
            job.open();
            while (job.doWork() != Job.FINISHED) {
                // All within a minute of processing time.
            }
            assertThat(ends(archive)).as("before a minute has passed").anyMatch(end -> end <= 2_000);
            clock.addAndGet(60_000);
        }
        assertThat(ends(archive))
                .as("what ended up to 2,000 is gone, and only that")
                .allMatch(end -> end > 2_000)
                .contains(2_500L);
        assertThat(warnings).isEmpty();
    }

    private static List<Long> ends(MemoryWindowArchive archive) throws IOException {
        List<Long> ends = new ArrayList<>();
        MemoryWindowArchive reader = archive.reopened();
        reader.scan(
                ArchiveRange.all(reader.views().get(0)),
                null,
                pane -> ends.add(pane.window().end()));
        return ends;
    }

    @Test
    void an_aggregate_without_a_codec_is_refused() {
        View<Call, String> view = View.<Call>named("v")
                .window(TumblingWindows.of(Duration.ofSeconds(1)))
                .aggregate("n", new NoCodec())
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Job.<Call>reading(new ScriptedSource(List.of(), random), ArchivingJobTest::decode)
                        .view(view)
                        .archive(new MemoryWindowArchive())
                        .warnings(warnings::add)
                        .build(clock::get))
                .withMessageContaining("'n' cannot be archived")
                .withMessageContaining("or archive nothing");
    }

    /** Runs a job until it has finished, or is killed, one in {@code oneIn} polls; says whether it has finished. */
    private boolean run(List<String> lines, WindowArchive archive, CheckpointStorage storage, int oneIn) {
        try {
            CheckpointLog log = CheckpointLog.open(storage, new LogOptions(2, 1 << 12, 0.5, 3), warning -> {});
            try (Job<Call> job = job(lines, archive)
                    .parallelism(1 + random.nextInt(2))
                    .checkpoints(log, "archiving", Duration.ofMillis(20))
                    .build(clock::get)) {
                job.open();
                while (job.doWork() != Job.FINISHED) {
                    clock.addAndGet(random.nextInt(10));
                    if (oneIn > 0 && random.nextInt(oneIn) == 0) {
                        return false;
                    }
                }
                return true;
            }
        } catch (IOException e) {
            // The storage or the archive failed where the job cannot go on: a supervisor starts it again.
            return false;
        }
    }

    private JobBuilder<Call> job(List<String> lines, WindowArchive archive) {
        return Job.<Call>reading(new ScriptedSource(lines, random), ArchivingJobTest::decode)
                .view(tumbling())
                .view(sliding())
                .view(sessions())
                .archive(archive)
                .warnings(warnings::add);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            lines.add("k" + random.nextInt(6) + "," + random.nextInt(1000) + "," + (i * 10L - random.nextInt(300)));
        }
        return lines;
    }

    private static void decode(SourceRecord record, ElementCollector<Call> out) {
        String[] parts = new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8).split(",", -1);
        out.element(new Call(parts[0], Double.parseDouble(parts[1])), Long.parseLong(parts[2]));
    }

    /** What each key has in each view, and in a part of time. */
    private static Map<String, String> contents(MemoryWindowArchive archive) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (View<Call, String> view : List.of(tumbling(), sliding(), sessions())) {
            ArchiveReader<Call, String> reader = new ArchiveReader<>(view, archive.reopened());
            reader.readAll(
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    result -> contents.put(view.name() + result.key(), result.toString()));
            if (!view.name().equals("sessions")) {
                reader.readAll(
                        0, 2_000, result -> contents.put(view.name() + result.key() + " part", result.toString()));
            }
        }
        return contents;
    }

    /** Its early panes come at processing times, so that a job that starts again cuts its panes in other places. */
    private static View<Call, String> tumbling() {
        return View.<Call>named("tumbling")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(100))
                .window(TumblingWindows.of(Duration.ofMillis(500)))
                .allowedLateness(Duration.ofMillis(100))
                .accumulation(AccumulationMode.DISCARDING)
                .trigger(AfterWatermark.<Call>pastEndOfWindow()
                        .withEarlyFirings(Repeatedly.forever(new AfterProcessingTime(7, false))))
                .aggregate("n", Aggregates.count())
                .aggregate("sum", Aggregates.sum(Call::value))
                .build();
    }

    private static View<Call, String> sliding() {
        return View.<Call>named("sliding")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(100))
                .window(SlidingWindows.of(Duration.ofMillis(800), Duration.ofMillis(200)))
                .allowedLateness(Duration.ofMillis(300))
                .aggregate("max", Aggregates.max(Call::value))
                .build();
    }

    private static View<Call, String> sessions() {
        return View.<Call>named("sessions")
                .keyBy(Call::caller)
                .watermarks(new BoundedOutOfOrderness(50))
                .window(SessionWindows.withGap(Duration.ofMillis(60)))
                .allowedLateness(Duration.ofMillis(200))
                .trigger(AfterWatermark.<Call>pastEndOfWindow()
                        .withLateFirings(Repeatedly.forever(new AfterProcessingTime(9, false))))
                .aggregate("sum", Aggregates.sum(Call::value))
                .build();
    }
}
