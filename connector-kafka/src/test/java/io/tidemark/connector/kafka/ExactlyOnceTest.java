// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.engine.Job;
import io.tidemark.sink.TransactionalSink;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule R1 from Kafka to Kafka: whatever instant a job dies at, a reader of committed records sees what he sees of a job that lives, each pane once. */
@ExtendWith(Broker.class)
@Timeout(300)
final class ExactlyOnceTest {
    private static final int RECORDS = 3000;
    private static final int KILLS = 12;
    private static final PaneFormat JSON = new JsonPaneFormat();

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();
    private final Broker.Running broker = Broker.get();
    private final List<Job<Calls.Call>> dead = new ArrayList<>();

    /** A job that was left alone holds a lease on nothing; its clients are closed so that their threads end. */
    @AfterEach
    void bury() {
        for (Job<Calls.Call> job : dead) {
            try {
                job.close();
            } catch (IOException e) {
                assertThat(e).as("what a dead job says").isInstanceOfAny(FencedException.class, IOException.class);
            }
        }
    }

    @Test
    void r1_every_pane_is_committed_once_whatever_instant_the_job_dies_at() throws IOException {
        String source = broker.topic(3);
        produce(source);

        String expected = broker.topic(2);
        assertThat(run(source, expected, new MemoryCheckpointStorage(), 0)).isTrue();

        String actual = broker.topic(2);
        MemoryCheckpointStorage kept = new MemoryCheckpointStorage();
        int kills = 0;
        while (!run(source, actual, kept.reopened(), kills < KILLS ? 4 : 0)) {
            kills++;
        }
        assertThat(kills).as("kills, so that the test can fail").isEqualTo(KILLS);
        assertThat(committed(actual))
                .as("panes after %d kills", kills)
                .hasSizeGreaterThan(100)
                .isEqualTo(committed(expected));
    }

    @Test
    void a_standby_takes_over_from_one_that_hangs_and_that_one_is_shut_out() throws IOException {
        String source = broker.topic(3);
        produce(source);
        String expected = broker.topic(2);
        assertThat(run(source, expected, new MemoryCheckpointStorage(), 0)).isTrue();

        String actual = broker.topic(2);
        MemoryCheckpointStorage kept = new MemoryCheckpointStorage();
        AtomicLong clock = new AtomicLong(1_000);
        try (KafkaMembership first = member(source, actual);
                KafkaMembership second = member(source, actual)) {
            while (!first.await(Duration.ofMillis(100))) {
                // It is alone: its turn comes.
            }
            Job<Calls.Call> hanging = job(source, actual, kept, clock, first);
            hanging.open();
            while (hanging.records() < RECORDS / 2) {
                assertThat(first.await(Duration.ZERO))
                        .as("the first one's turn")
                        .isTrue();
                second.await(Duration.ofMillis(1));
                hanging.doWork();
                clock.addAndGet(5);
            }
            for (int i = 0; i < 50; i++) {
                // Who hangs while the group changes waits for that when it wakes up, and may have its turn again.
                assertThat(first.await(Duration.ZERO))
                        .as("the first one's turn")
                        .isTrue();
                second.await(Duration.ofMillis(20));
            }
            first.get();
            while (!second.await(Duration.ofMillis(100))) {
                // The first one hangs: it says nothing any more.
            }
            assertThatIOException()
                    .as("a commit of one that is no member any more")
                    .isThrownBy(hanging::checkpoint)
                    .withMessageContaining("group has changed");
            try (Job<Calls.Call> next = job(source, actual, kept.reopened(), clock, second)) {
                next.open();
                assertThat(next.records())
                        .as("records that are behind the standby")
                        .isPositive();
                while (next.records() < RECORDS) {
                    next.doWork();
                    clock.addAndGet(5);
                    second.await(Duration.ZERO);
                }
                next.checkpoint();
                assertThatIOException().isThrownBy(hanging::checkpoint);
            }
            assertThat(first.await(Duration.ofMillis(100)))
                    .as("the hanging one's turn, after it woke up")
                    .isFalse();
            dead.add(hanging);
        }
        assertThat(committed(actual)).hasSizeGreaterThan(100).isEqualTo(committed(expected));
    }

    private KafkaMembership member(String source, String target) throws IOException {
        return new KafkaMembership(broker.settings(
                "topics", source,
                "group.id", "group-" + target,
                "session.timeout.ms", "1000",
                "heartbeat.interval.ms", "200",
                "max.poll.interval.ms", "1500"));
    }

    private void produce(String topic) {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = Calls.line(random, i).getBytes(StandardCharsets.UTF_8);
            Future<?> one = broker.producer().send(new ProducerRecord<>(topic, i % 3, null, value));
            if (i < 3) {
                // A new partition may have no leader yet, which a burst of records would have to be told one by one.
                Broker.Running.get(one);
            }
            sent.add(one);
        }
        sent.forEach(Broker.Running::get);
    }

    /** Runs a job until it has read everything and taken a checkpoint, or dies, before or after one in {@code oneIn} commits, or at some other instant; says whether it lives. */
    private boolean run(String source, String target, CheckpointStorage storage, int oneIn) throws IOException {
        AtomicLong clock = new AtomicLong(1_000);
        Job<Calls.Call> job = job(
                source,
                storage,
                clock,
                new MortalSink(new TransactionalKafkaSink(to(source, target), JSON), random, oneIn));
        dead.add(job);
        try {
            job.open();
            while (job.records() < RECORDS) {
                int polled = job.doWork();
                if (polled > 0) {
                    clock.addAndGet(random.nextInt(10));
                    if (oneIn > 0 && random.nextInt(4 * oneIn) == 0) {
                        return false;
                    }
                }
            }
            job.checkpoint();
        } catch (MortalSink.Death e) {
            return false;
        }
        return oneIn == 0;
    }

    private Job<Calls.Call> job(
            String source, String target, CheckpointStorage storage, AtomicLong clock, KafkaMembership member)
            throws IOException {
        return job(source, storage, clock, new TransactionalKafkaSink(to(source, target), JSON, member, null));
    }

    private Map<String, String> to(String source, String target) {
        return broker.settings(
                "topic", target, "group.id", "group-" + target, "source_topics", source, "linger.ms", "0");
    }

    private Job<Calls.Call> job(String source, CheckpointStorage storage, AtomicLong clock, TransactionalSink sink)
            throws IOException {
        Map<String, String> from =
                broker.settings("topics", source, "max.poll.records", "50", "fetch.max.wait.ms", "10");
        CheckpointLog log = CheckpointLog.open(storage, new LogOptions(2, 1 << 12, 0.5, 3), warning -> {});
        return Job.<Calls.Call>reading(new KafkaSource(from), Calls::decode)
                .sink(sink)
                .checkpoints(log, "exactly-once", Duration.ofMillis(30))
                .view(Calls.tumbling())
                .view(Calls.sessions())
                .build(clock::get);
    }

    /** Each pane's identity with what it holds, sorted: the partitions of the source may be read in any turn, so watermarks differ. */
    private static List<String> committed(String topic) throws IOException {
        List<String> panes = new ArrayList<>();
        for (var record : Panes.records(topic)) {
            Map<String, String> fields = Panes.fields(record.value());
            panes.add(fields.get("/id")
                    + ' '
                    + fields.get("/count")
                    + ' '
                    + fields.get("/results/sum")
                    + ' '
                    + fields.get("/pane/timing"));
        }
        panes.sort(null);
        return panes;
    }
}
