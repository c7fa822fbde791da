// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.Source;
import io.tidemark.testkit.SourceContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, over two topics, with records of transactions that were committed and of some that were not. */
@ExtendWith(Broker.class)
final class KafkaSourceContractTest extends SourceContract {
    private static final int RECORDS = 60;
    private static String topics = "";

    @BeforeAll
    static void produce() {
        Broker.Running broker = Broker.get();
        List<String> names = List.of(broker.topic(2), broker.topic(1));
        topics = String.join(",", names);
        Map<String, Object> config =
                Map.of("bootstrap.servers", broker.servers(), "transactional.id", "contract", "linger.ms", "0");
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (int i = 0; i < RECORDS / 4; i++) {
                transaction(producer, names, i, false);
                transaction(producer, names, i, true);
            }
        }
    }

    private static void transaction(Producer<byte[], byte[]> producer, List<String> topics, int i, boolean commits) {
        producer.beginTransaction();
        for (int j = 0; j < 4; j++) {
            byte[] value = ((commits ? "record " : "aborted ") + i + '.' + j).getBytes(StandardCharsets.UTF_8);
            Broker.Running.get(producer.send(new ProducerRecord<>(topics.get(j / 3), j % 3 == 2 ? 1 : 0, null, value)));
        }
        if (commits) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    @Override
    protected Source source() {
        return new KafkaSource(
                Broker.get().settings("topics", topics, "max.poll.records", "7", "fetch.max.wait.ms", "10"));
    }

    @Override
    protected int records() {
        return RECORDS;
    }

    @Override
    protected boolean bounded() {
        return false;
    }

    @Override
    protected Source unreachable() {
        return new KafkaSource(
                Map.of("bootstrap.servers", "localhost:1", "topics", "any", "connect_timeout_ms", "500"));
    }
}
