// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.kafka.broker.BrokerProcess;
import io.tidemark.runtime.cli.Cli;
import io.tidemark.testkit.Seeds;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} from Kafka to Kafka, in processes of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
@Timeout(600)
class KafkaRunTest {
    private static final int CALLS = 12_000;
    private static final Duration MOST = Duration.ofMinutes(3);

    private static BrokerProcess broker;
    private static Topics topics;

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory = Path.of("");

    private final List<TidemarkProcess> started = new ArrayList<>();

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = BrokerProcess.start(directory);
        topics = new Topics(broker);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private TidemarkProcess run(String yaml, String log) throws Exception {
        Path job = Files.writeString(directory.resolve("job.yaml"), yaml);
        TidemarkProcess process = TidemarkProcess.run(directory, job, log);
        started.add(process);
        return process;
    }

    @AfterEach
    void end() {
        started.forEach(TidemarkProcess::close);
    }

    private static String topic(String name, int partitions) {
        topics.create(name, partitions);
        return name;
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return KafkaJob.comparable(records.stream().map(ConsumerRecord::value).toList());
    }

    @Test
    void panes_are_those_of_a_replay_and_a_standby_takes_over_when_the_active_one_is_told_to_stop() throws Exception {
        String in = topic("calls", KafkaJob.PARTITIONS);
        String out = topic("panes", 2);
        String yaml = KafkaJob.yaml(broker.bootstrapServers(), in, out);
        List<String> calls = KafkaJob.calls(random, CALLS);
        List<String> expected = KafkaJob.expected(directory, yaml, calls);
        assertThat(expected).hasSizeGreaterThan(300);

        TidemarkProcess first = run(yaml, "first.log");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(0, CALLS / 2));
        assertThat(topics.committed(out, 50, MOST)).as(first.said()).hasSizeGreaterThan(50);
        TidemarkProcess second = run(yaml, "second.log");
        second.awaitSaid("standing by: another process runs this job");
        first.signal("TERM");
        assertThat(first.exitCode()).as(first.said()).isZero();
        assertThat(first.said().lines().reduce((a, b) -> b).orElse(""))
                .contains("\"lag\":0", "\"lag_by_partition\":{\"calls-0\":0,\"calls-1\":0,\"calls-2\":0}");

        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(CALLS / 2, CALLS));
        second.awaitSaid("it is this process's turn");
        List<ConsumerRecord<String, String>> panes = topics.committed(out, expected.size(), MOST);
        assertThat(values(panes)).as(second.said()).isEqualTo(expected);
        assertThat(panes)
                .allSatisfy(pane -> assertThat(pane.value())
                        .contains("\"id\":\""
                                + new String(
                                                pane.headers()
                                                        .lastHeader("tidemark-pane-id")
                                                        .value(),
                                                StandardCharsets.UTF_8)
                                        .replace("\"", "\\\"")));

        second.signal("TERM");
        assertThat(second.exitCode()).isZero();
    }

    @Test
    void a_frozen_process_loses_its_turn_and_writes_nothing_twice_when_it_goes_on() throws Exception {
        String in = topic("calls-frozen", KafkaJob.PARTITIONS);
        String out = topic("panes-frozen", 2);
        String yaml = KafkaJob.yaml(broker.bootstrapServers(), in, out);
        List<String> calls = KafkaJob.calls(random, CALLS);
        List<String> expected = KafkaJob.expected(directory, yaml, calls);

        TidemarkProcess first = run(yaml, "first.log");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(0, CALLS / 3));
        assertThat(topics.committed(out, 50, MOST)).as(first.said()).hasSizeGreaterThan(50);
        TidemarkProcess second = run(yaml, "second.log");
        second.awaitSaid("standing by");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(CALLS / 3, CALLS / 2));
        first.signal("STOP");
        second.awaitSaid("it is this process's turn");
        int half =
                topics.committed(out, Integer.MAX_VALUE, Duration.ofSeconds(2)).size();
        first.signal("CONT");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(CALLS / 2, CALLS));
        List<ConsumerRecord<String, String>> panes = topics.committed(out, expected.size(), MOST);

        assertThat(expected.size()).as("panes that were still to come").isGreaterThan(half);
        assertThat(values(panes)).as(first.said() + second.said()).isEqualTo(expected);
        first.awaitSaid("standing by");
        first.signal("TERM");
        assertThat(first.exitCode()).isZero();
        assertThat(first.said()).endsWith("tidemark: stopped while it stood by\n");
    }

    @Test
    void who_takes_the_transactions_of_a_running_job_costs_it_what_was_not_committed_and_is_shut_out_in_his_turn()
            throws Exception {
        String in = topic("calls-fenced", KafkaJob.PARTITIONS);
        String out = topic("panes-fenced", 2);
        String yaml = KafkaJob.yaml(broker.bootstrapServers(), in, out);
        List<String> calls = KafkaJob.calls(random, CALLS);
        List<String> expected = KafkaJob.expected(directory, yaml, calls);
        TidemarkProcess process = run(yaml, "log");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(0, CALLS / 2));
        assertThat(topics.committed(out, 50, MOST)).as(process.said()).hasSizeGreaterThan(50);

        try (KafkaProducer<byte[], byte[]> intruder = topics.transactions(out + '-' + out)) {
            intruder.initTransactions();
            intruder.beginTransaction();
            intruder.send(Topics.record(out, 0, "of the intruder")).get();
            topics.produce(in, KafkaJob.PARTITIONS, calls.subList(CALLS / 2, CALLS));
            process.awaitSaid("another process has taken over this job's transactions");

            assertThat(values(topics.committed(out, expected.size(), MOST)))
                    .as(process.said())
                    .isEqualTo(expected);
            assertThatThrownBy(intruder::commitTransaction).isInstanceOf(ProducerFencedException.class);
        }
        process.signal("TERM");
        assertThat(process.exitCode()).as(process.said()).isZero();
    }

    @Test
    void a_broker_that_is_away_for_long_costs_nothing_but_time() throws Exception {
        String in = topic("calls-away", KafkaJob.PARTITIONS);
        String out = topic("panes-away", 2);
        String yaml = KafkaJob.yaml(broker.bootstrapServers(), in, out)
                .replace(
                        "delivery.timeout.ms: 20000, request", "max.block.ms: 3000, delivery.timeout.ms: 4000, request")
                .replace("request.timeout.ms: 5000", "request.timeout.ms: 3000, connect_timeout_ms: 3000");
        List<String> calls = KafkaJob.calls(random, CALLS);
        List<String> expected = KafkaJob.expected(directory, yaml, calls);
        TidemarkProcess process = run(yaml, "log");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(0, CALLS / 2));
        assertThat(topics.committed(out, 50, MOST)).as(process.said()).hasSizeGreaterThan(50);

        broker.kill();
        process.awaitSaid("The job goes on from its last commit, in");
        broker.restart();
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(CALLS / 2, CALLS));

        assertThat(values(topics.committed(out, expected.size(), MOST)))
                .as(process.said())
                .isEqualTo(expected);
        process.signal("TERM");
        assertThat(process.exitCode()).as(process.said()).isZero();
    }

    @Test
    void who_is_told_to_stop_while_the_broker_is_away_ends_soon_and_says_what_is_not_committed() throws Exception {
        String in = topic("calls-stopped", KafkaJob.PARTITIONS);
        String out = topic("panes-stopped", 2);
        String yaml = KafkaJob.yaml(broker.bootstrapServers(), in, out);
        List<String> calls = KafkaJob.calls(random, CALLS);
        List<String> expected = KafkaJob.expected(directory, yaml, calls);
        TidemarkProcess process = run(yaml, "log");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(0, CALLS / 2));
        assertThat(topics.committed(out, 50, MOST)).as(process.said()).hasSizeGreaterThan(50);

        broker.suspend();
        try {
            process.signal("TERM");
            assertThat(process.exitCode()).as(process.said()).isNotZero();
            assertThat(process.said())
                    .endsWith(
                            "tidemark: the job did not stop within 10 s and is cut off: what was not committed is done"
                                    + " again at its next start\n");
        } finally {
            broker.resume();
        }
        TidemarkProcess next = run(yaml, "next.log");
        topics.produce(in, KafkaJob.PARTITIONS, calls.subList(CALLS / 2, CALLS));
        assertThat(values(topics.committed(out, expected.size(), MOST)))
                .as(next.said())
                .isEqualTo(expected);
        next.signal("TERM");
        assertThat(next.exitCode()).as(next.said()).isZero();
    }

    @Test
    void dead_letters_and_late_elements_go_to_topics_and_say_where_they_stood() throws Exception {
        String in = topic("calls-letters", 1);
        String out = topic("panes-letters", 1);
        String dead = topic("dead", 1);
        String late = topic("late", 1);
        String yaml = KafkaJob.yaml(broker.bootstrapServers(), in, out).replace("delay: 60s", "delay: 1s")
                + "  dead_letter: {type: kafka, topic: dead}\n  late: {type: kafka, topic: late}\n";
        List<String> calls = List.of(
                "{\"ts\":1767225600000,\"model\":\"a\",\"user\":1,\"tokens\":1}",
                "not json",
                "{\"ts\":1767225700000,\"model\":\"a\",\"user\":1,\"tokens\":1}",
                "{\"ts\":1767225600001,\"model\":\"a\",\"user\":1,\"tokens\":7}");
        topics.produce(in, 1, calls);
        TidemarkProcess process = run(yaml, "log");

        List<ConsumerRecord<String, String>> letters = topics.committed(dead, 1, MOST);
        assertThat(letters).as(process.said()).singleElement().satisfies(letter -> {
            assertThat(letter.value()).isEqualTo("not json");
            assertThat(header(letter, "reason")).isEqualTo("undecodable");
            assertThat(header(letter, "topic")).isEqualTo(in);
            assertThat(header(letter, "offset")).isEqualTo("1");
        });
        assertThat(topics.committed(late, 2, MOST)).hasSize(2).allSatisfy(element -> {
            assertThat(element.value()).isEqualTo(calls.get(3));
            assertThat(header(element, "key")).startsWith("{\"");
            assertThat(header(element, "topic")).isEqualTo(in);
            assertThat(header(element, "offset")).isEqualTo("3");
        });
        process.signal("TERM");
        assertThat(process.exitCode()).isZero();
    }

    @Test
    void a_pane_that_is_too_large_ends_the_run_or_is_a_dead_letter_and_the_others_are_committed_once()
            throws Exception {
        String in = topic("calls-large", KafkaJob.PARTITIONS);
        String out = topic("panes-large", 2);
        String dead = topic("dead-large", 1);
        String small = KafkaJob.yaml(broker.bootstrapServers(), in, out)
                .replace("delivery.timeout.ms", "max.request.size: 3000, delivery.timeout.ms");
        String letters = small.replace("topic: " + out, "topic: " + out + ", too_large: dead_letter")
                + "  dead_letter: {type: kafka, topic: " + dead + "}\n";
        List<String> calls = new ArrayList<>(KafkaJob.calls(random, CALLS));
        String huge = "m".repeat(4000);
        calls.set(100, calls.get(100).replaceFirst("\"model\":\"m\\d\"", "\"model\":\"" + huge + "\""));
        topics.produce(in, KafkaJob.PARTITIONS, calls);
        Cli cli = new Cli(directory);

        cli.file("job.yaml", small);
        Cli.Result stopped = cli.run("run", "job.yaml");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.errLines())
                .singleElement()
                .asString()
                .contains("more than max.request.size, 3000: raise it, and the topic's max.message.bytes");

        TidemarkProcess process = run(letters, "log");
        List<String> all = KafkaJob.expected(directory, letters, calls);
        List<String> expected =
                all.stream().filter(pane -> !pane.contains(huge)).toList();
        assertThat(all).as("panes of the huge key").hasSize(expected.size() + 2);
        assertThat(values(topics.committed(out, expected.size(), MOST)))
                .as(process.said())
                .isEqualTo(expected);
        assertThat(topics.committed(dead, 2, MOST)).hasSize(2).allSatisfy(letter -> {
            assertThat(header(letter, "reason")).isEqualTo("pane_too_large");
            assertThat(all).contains(letter.value().replaceFirst("\"watermark\":-?\\d+,", ""));
        });
        process.signal("TERM");
        assertThat(process.exitCode()).isZero();
    }

    @Test
    void an_output_that_cannot_be_opened_leaves_no_other_one_open() {
        topic("calls-leak", 1);
        topic("panes-leak", 1);
        topic("dead-leak", 1);
        Cli cli = new Cli(directory);
        cli.file(
                "job.yaml",
                KafkaJob.yaml(broker.bootstrapServers(), "calls-leak", "panes-leak")
                        + "  dead_letter: {type: kafka, topic: dead-leak}\n"
                        + "  late: {type: kafka, topic: not-there, properties: {connect_timeout_ms: 1000}}\n");
        Cli.Result result = cli.run("run", "job.yaml");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errLines()).singleElement().asString().contains("not-there", "Create the topic");
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("kafka-producer-network-thread"));
    }

    @Test
    void dead_letters_are_replayed_by_a_job_that_reads_their_topic_with_a_repaired_format() throws Exception {
        String in = topic("calls-poison", 1);
        String out = topic("panes-poison", 1);
        String dead = topic("dead-poison", 1);
        String again = topic("panes-again", 1);
        topic("dead-again", 1);
        String broken = KafkaJob.yaml(broker.bootstrapServers(), in, out)
                + "  dead_letter: {type: kafka, topic: dead-poison}\n";
        String repaired = KafkaJob.yaml(broker.bootstrapServers(), dead, again)
                        .replace("{from: event, field: ts, format: epoch_ms}", "{from: record}")
                + "  dead_letter: {type: kafka, topic: dead-again}\n";
        // Nothing in them says when it was, but the records do.
        String poison = "{\"model\":\"a\",\"user\":1,\"tokens\":9}";
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            for (long time : List.of(1_767_225_601_000L, 1_767_225_700_000L, 1_767_225_800_000L)) {
                ProducerRecord<byte[], byte[]> record =
                        new ProducerRecord<>(in, 0, time, null, poison.getBytes(StandardCharsets.UTF_8));
                record.headers().add("trace", Long.toString(time).getBytes(StandardCharsets.UTF_8));
                producer.send(record).get();
            }
        }
        TidemarkProcess first = run(broken, "first.log");
        List<ConsumerRecord<String, String>> letters = topics.committed(dead, 3, MOST);
        assertThat(letters).as(first.said()).hasSize(3).allSatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(header(letter, "reason")).isEqualTo("bad_timestamp");
            assertThat(header(letter, "topic")).isEqualTo(in);
            assertThat(header(letter, "offset")).isEqualTo(Long.toString(letter.offset()));
            assertThat(letter.headers().lastHeader("trace").value())
                    .asString()
                    .isEqualTo(Long.toString(letter.timestamp()));
        });
        first.signal("TERM");
        assertThat(first.exitCode()).as(first.said()).isZero();

        TidemarkProcess second = run(repaired, "second.log");
        List<ConsumerRecord<String, String>> panes = topics.committed(again, 4, MOST);
        assertThat(panes)
                .as(second.said())
                .extracting(ConsumerRecord::value)
                .filteredOn(pane -> pane.contains("\"view\":\"calls\""))
                .satisfiesExactly(
                        pane -> assertThat(pane).contains("\"start\":1767225600000", "\"n\":1,\"tokens\":9"),
                        pane -> assertThat(pane).contains("\"start\":1767225700000", "\"n\":1,\"tokens\":9"));
        second.signal("TERM");
        assertThat(second.exitCode()).as(second.said()).isZero();
        assertThat(second.said()).contains("\"invalid\":0");
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(record.headers().lastHeader("tidemark-" + name).value(), StandardCharsets.UTF_8);
    }

    @Test
    void what_does_not_pass_by_itself_ends_the_run_with_one_line() {
        Cli cli = new Cli(directory);
        topic("there", 1);
        cli.file("job.yaml", KafkaJob.yaml(broker.bootstrapServers(), "not-there", "there"));
        Cli.Result source = cli.run("run", "job.yaml");
        assertThat(source.code()).isEqualTo(1);
        assertThat(source.errLines()).singleElement().asString().contains("not-there", "Create the topic");

        cli.file(
                "job.yaml",
                KafkaJob.yaml(broker.bootstrapServers(), "there", "not-there")
                        .replace("delivery.timeout.ms", "connect_timeout_ms: 1000, delivery.timeout.ms"));
        Cli.Result sink = cli.run("run", "job.yaml");
        assertThat(sink.code()).isEqualTo(1);
        assertThat(sink.errLines()).singleElement().asString().contains("not-there", "Create the topic");
    }
}
