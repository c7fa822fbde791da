// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kafka.broker.BrokerProcess;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule R1 from Kafka to Kafka: two processes of a job in one group, and the broker, are killed (SIGKILL) at random instants under load; and the process whose turn it is is frozen (SIGSTOP) until
 * the other one has taken over, and goes on then. A reader of committed records sees every pane once, and those of a replay of the same records.
 *
 * <p>{@code -Dtidemark.kafka.kills=N} kills N times, {@code -Dtidemark.kafka.freezes=N} freezes N times.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
@Timeout(value = 2, unit = TimeUnit.HOURS) // Each wait in it has an end of its own.
class KilledKafkaTest {
    private static final int KILLS = Integer.getInteger("tidemark.kafka.kills", 10);
    private static final int FREEZES = Integer.getInteger("tidemark.kafka.freezes", 2);
    private static final int DISTURBANCES = KILLS + FREEZES;
    private static final int PER_SECOND = 1500;
    private static final Duration MOST = Duration.ofMinutes(6L + DISTURBANCES / 2);

    private static final String GROUP = "panes";

    /** What a process says that went on after it had lost its turn. */
    private static final Pattern SHUT_OUT =
            Pattern.compile("another process (may have|has )|the consumer group has changed");

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory = Path.of("");

    private final List<TidemarkProcess> processes = new ArrayList<>();
    private final List<String> panes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger expected = new AtomicInteger(Integer.MAX_VALUE);

    @AfterEach
    void end() {
        processes.forEach(TidemarkProcess::close);
    }

    @Test
    void r1_every_pane_is_committed_once_whoever_is_killed_or_frozen_at_whatever_instant() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("broker"))) {
            Topics topics = new Topics(broker);
            topics.create("calls", KafkaJob.PARTITIONS);
            topics.create("panes", 2);
            String yaml = KafkaJob.yaml(broker.bootstrapServers(), "calls", "panes");
            Path job = Files.writeString(directory.resolve("job.yaml"), yaml);
            List<String> calls = KafkaJob.calls(random, PER_SECOND * (120 + 12 * DISTURBANCES));
            Load load = new Load(topics, "calls", calls, PER_SECOND);
            Thread reader = new Thread(() -> topics.follow(
                    "panes", MOST, pane -> panes.add(pane.value()), () -> panes.size() >= expected.get()));
            load.start();
            reader.start();
            processes.add(start(job, 0));
            processes.add(start(job, 1));

            List<Boolean> freezes = new ArrayList<>(Collections.nCopies(KILLS, false));
            freezes.addAll(Collections.nCopies(FREEZES, true));
            Collections.shuffle(freezes, random);
            for (boolean isFreeze : freezes) {
                awaitMore();
                processes.get(0).await(later(random.nextInt(1500)), "a random instant");
                assertThat(load.goesOn()).as("records are still to come").isTrue();
                if (isFreeze) {
                    freeze(topics);
                } else {
                    kill(random.nextInt(3), broker, job);
                }
            }
            awaitMore();

            List<String> replayed = KafkaJob.expected(directory, yaml, calls.subList(0, load.end()));
            expected.set(replayed.size());
            reader.join();
            assertThat(KafkaJob.comparable(List.copyOf(panes)))
                    .as("panes after %d kills and %d freezes; %s", KILLS, FREEZES, said())
                    .hasSizeGreaterThan(DISTURBANCES * 100)
                    .isEqualTo(replayed);
            assertThat(KafkaJob.comparable(ConsoleConsumer.committed(directory, broker.bootstrapServers(), "panes")))
                    .as("what Kafka's own console consumer reads")
                    .isEqualTo(replayed);
            for (TidemarkProcess process : processes) {
                process.signal("TERM");
                assertThat(process.exitCode()).as(process.said()).isZero();
            }
        }
    }

    private TidemarkProcess start(Path job, int number) throws IOException {
        return TidemarkProcess.run(directory, job, name(number));
    }

    private static String name(int number) {
        return "process-" + number + ".log";
    }

    /** The one whose turn it is sleeps until the other one has committed; when it goes on, it is shut out. */
    private void freeze(Topics topics) throws Exception {
        processes.get(0).await(() -> topics.active(GROUP).isPresent(), "a turn");
        int active = topics.active(GROUP).orElseThrow().equals(name(0)) ? 0 : 1;
        TidemarkProcess frozen = processes.get(active);
        int before = SHUT_OUT.split(frozen.said(), -1).length;
        frozen.signal("STOP");
        processes
                .get(1 - active)
                .await(
                        () -> topics.active(GROUP)
                                .filter(name(1 - active)::equals)
                                .isPresent(),
                        "the turn of the one that stood by");
        awaitMore();
        awaitMore();
        frozen.signal("CONT");
        frozen.await(() -> SHUT_OUT.split(frozen.said(), -1).length > before, "being shut out");
    }

    private void kill(int which, BrokerProcess broker, Path job) throws Exception {
        if (which == 2) {
            broker.kill();
            broker.restart();
        } else {
            processes.get(which).kill();
            processes.set(which, start(job, which));
        }
    }

    /** Panes that were not there before are committed. */
    private void awaitMore() throws InterruptedException {
        int before = panes.size();
        processes.get(0).await(() -> panes.size() > before, "panes after " + before);
    }

    private static BooleanSupplier later(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return () -> System.nanoTime() > end;
    }

    private String said() {
        return processes.get(0).said() + processes.get(1).said();
    }
}
