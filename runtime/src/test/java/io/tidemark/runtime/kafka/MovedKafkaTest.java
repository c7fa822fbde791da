// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kafka.broker.BrokerCluster;
import io.tidemark.kafka.broker.BrokerProcess;
import io.tidemark.kafka.broker.BrokerSettings;
import io.tidemark.testkit.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule R1 on a cluster of three brokers, under load: whatever leads or coordinates is killed (SIGKILL), stopped in order or moved while it lives, or too few copies are left for a while. A reader of committed records sees
 * every pane once, and those of a replay of the same records; the one process of the job lives through all of it, and has read everything in the end.
 *
 * <p>{@code -Dtidemark.kafka.moves=N} disturbs the cluster N times, not twice: each way in turn, in an order that the seed decides.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
@Timeout(value = 2, unit = TimeUnit.HOURS) // Each wait in it has an end of its own.
class MovedKafkaTest {
    private static final int MOVES = Integer.getInteger("tidemark.kafka.moves", 2);
    private static final int PER_SECOND = 1000;
    private static final Duration MOST = Duration.ofMinutes(6L + MOVES);
    private static final int NOBODY = 0;
    private static final String OUTPUT = "panes";

    /** What a job says that goes on from its last commit, in the same process. */
    private static final Pattern OPENED_ANEW = Pattern.compile("goes on where it was committed|goes on from its last");

    /** What is done to the cluster. */
    private enum Move {
        KILL_LEADER_OF_INPUT,
        KILL_LEADER_OF_OUTPUT,
        KILL_COORDINATOR_OF_GROUP,
        KILL_COORDINATOR_OF_TRANSACTIONS,
        MOVE_ALL_LEADERS,
        LEAVE_TOO_FEW_COPIES,
        RESTART_ONE_AFTER_THE_OTHER
    }

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory = Path.of("");

    private final List<String> panes = Collections.synchronizedList(new ArrayList<>());
    private final List<Move> done = new ArrayList<>();
    private final AtomicInteger expected = new AtomicInteger(Integer.MAX_VALUE);

    @Test
    void r1_every_pane_is_committed_once_whoever_leads_or_coordinates() throws Exception {
        try (BrokerCluster cluster = BrokerCluster.start(directory, BrokerSettings.defaults());
                Leaders leaders = new Leaders(cluster)) {
            Topics topics = new Topics(cluster);
            topics.create("calls", KafkaJob.PARTITIONS);
            topics.create(OUTPUT, 2);
            String yaml = KafkaJob.yaml(cluster.bootstrapServers(), "calls", OUTPUT);
            Path file = Files.writeString(directory.resolve("job.yaml"), yaml);
            List<String> calls = KafkaJob.calls(random, PER_SECOND * (120 + 60 * MOVES));
            Load load = new Load(topics, "calls", calls, PER_SECOND);
            Thread reader = new Thread(() ->
                    topics.follow(OUTPUT, MOST, pane -> panes.add(pane.value()), () -> panes.size() >= expected.get()));
            load.start();
            reader.start();
            try (TidemarkProcess job = TidemarkProcess.run(directory, file, "job.log")) {
                for (Move move : moves()) {
                    awaitMore(job);
                    job.await(later(random.nextInt(1500)), "a random instant");
                    assertThat(load.goesOn()).as("records are still to come").isTrue();
                    disturb(move, cluster, leaders, load, job);
                    done.add(move);
                    job.await(leaders::areFollowed, "all copies after " + done);
                }
                awaitMore(job);

                List<String> written = calls.subList(0, load.end());
                assertThat(topics.values("calls", KafkaJob.PARTITIONS))
                        .as("what the cluster has of what it acknowledged, after %s", done)
                        .isEqualTo(KafkaJob.byPartition(written));
                List<String> replayed = KafkaJob.expected(directory, yaml, written);
                expected.set(replayed.size());
                reader.join();
                assertThat(KafkaJob.comparable(List.copyOf(panes)))
                        .as("panes after %s with seed %d; %s", done, seeds.seed(), job.said())
                        .hasSizeGreaterThan(MOVES * 100)
                        .isEqualTo(replayed);
                assertThat(job.isAlive()).as(job.said()).isTrue();
                job.signal("TERM");
                assertThat(job.exitCode()).as(job.said()).isZero();
                assertThat(job.said()).contains("\"lag\":0,");
                report(job.said());
            }
        }
    }

    /** What a long run wants to know. */
    private void report(String said) {
        System.out.printf(
                "seed %d: %s; %d panes, the job was opened anew %d times%n",
                seeds.seed(), done, panes.size(), OPENED_ANEW.split(said, -1).length - 1);
    }

    /** Each in turn, and each turn in an order of its own. */
    private List<Move> moves() {
        List<Move> moves = new ArrayList<>();
        while (moves.size() < MOVES) {
            List<Move> turn = new ArrayList<>(EnumSet.allOf(Move.class));
            Collections.shuffle(turn, random);
            moves.addAll(turn);
        }
        return moves.subList(0, MOVES);
    }

    private void disturb(Move move, BrokerCluster cluster, Leaders leaders, Load load, TidemarkProcess job)
            throws InterruptedException {
        TopicPartition input = new TopicPartition("calls", random.nextInt(KafkaJob.PARTITIONS));
        switch (move) {
            case KILL_LEADER_OF_INPUT -> kill(() -> leaders.ofPartition(input), cluster, job);
            case KILL_LEADER_OF_OUTPUT -> kill(() -> leaders.ofPartition(new TopicPartition(OUTPUT, 0)), cluster, job);
            case KILL_COORDINATOR_OF_GROUP -> kill(() -> leaders.ofGroup(OUTPUT), cluster, job);
            case KILL_COORDINATOR_OF_TRANSACTIONS ->
                kill(() -> leaders.ofTransactions(OUTPUT + "-" + OUTPUT), cluster, job);
            case MOVE_ALL_LEADERS -> moveAll(input, leaders, job);
            case LEAVE_TOO_FEW_COPIES -> leaveTooFew(cluster, leaders, load, job);
            case RESTART_ONE_AFTER_THE_OTHER -> restartAll(cluster, leaders, job);
        }
    }

    /** Kills who leads, and starts it again once another one does. */
    private static void kill(Supplier<OptionalInt> leader, BrokerCluster cluster, TidemarkProcess job)
            throws InterruptedException {
        int killed = awaitLeader(leader, NOBODY, job);
        cluster.broker(killed).kill();
        awaitLeader(leader, killed, job);
        cluster.broker(killed).restart();
    }

    private static int awaitLeader(Supplier<OptionalInt> leader, int other, TidemarkProcess job)
            throws InterruptedException {
        AtomicInteger found = new AtomicInteger();
        job.await(
                () -> {
                    found.set(leader.get().orElse(other));
                    return found.get() != other;
                },
                "a leader other than broker " + other);
        return found.get();
    }

    private static void moveAll(TopicPartition input, Leaders leaders, TidemarkProcess job)
            throws InterruptedException {
        int before = awaitLeader(() -> leaders.ofPartition(input), NOBODY, job);
        job.await(leaders::moveAll, "other leaders");
        awaitLeader(() -> leaders.ofPartition(input), before, job);
    }

    /** While fewer brokers have the output than must have it, nothing of it is committed, however much there is to read. */
    private void leaveTooFew(BrokerCluster cluster, Leaders leaders, Load load, TidemarkProcess job)
            throws InterruptedException {
        int first = awaitLeader(() -> leaders.ofPartition(new TopicPartition(OUTPUT, 0)), NOBODY, job);
        int second = awaitLeader(() -> leaders.ofPartition(new TopicPartition(OUTPUT, 1)), NOBODY, job);
        // The reader is to go on with those that lead, and to see at once what they have.
        BrokerProcess broker = brokers()
                .filter(id -> id != first && id != second)
                .mapToObj(cluster::broker)
                .findFirst()
                .orElseThrow();
        job.await(() -> leaders.requireCopies(OUTPUT, BrokerCluster.SIZE), "more copies to be needed");
        broker.kill();
        job.await(() -> !leaders.areFollowed(), "one copy to be missed");
        // What was on its way when the copy was missed has come to the reader by then.
        awaitWritten(load, 3 * PER_SECOND, job);
        int before = panes.size();
        awaitWritten(load, 5 * PER_SECOND, job);
        assertThat(panes).as(job.said()).hasSize(before);
        broker.restart();
        awaitMore(job);
        job.await(() -> leaders.requireCopies(OUTPUT, BrokerCluster.SIZE - 1), "fewer copies to be enough");
    }

    private static IntStream brokers() {
        return IntStream.rangeClosed(1, BrokerCluster.SIZE);
    }

    private static void awaitWritten(Load load, int more, TidemarkProcess job) throws InterruptedException {
        int enough = load.written() + more;
        job.await(() -> load.written() >= enough, more + " records more");
    }

    private void restartAll(BrokerCluster cluster, Leaders leaders, TidemarkProcess job) throws InterruptedException {
        List<Integer> ids = new ArrayList<>(brokers().boxed().toList());
        Collections.shuffle(ids, random);
        for (int id : ids) {
            BrokerProcess broker = cluster.broker(id);
            broker.close();
            broker.restart();
            job.await(leaders::areFollowed, "all copies after a restart of broker " + id);
        }
    }

    /** Panes that were not there before are committed. */
    private void awaitMore(TidemarkProcess job) throws InterruptedException {
        int before = panes.size();
        job.await(() -> panes.size() > before, "panes after " + before + ", " + done);
    }

    private static BooleanSupplier later(int millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        return () -> System.nanoTime() > end;
    }
}
