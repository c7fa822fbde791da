// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records of reports for Flink, under the model as their key. */
record FlinkRecords(String topic) implements KafkaRecordSerializationSchema<ModelReport> {
    @Override
    public ProducerRecord<byte[], byte[]> serialize(ModelReport report, KafkaSinkContext context, Long timestamp) {
        return new ProducerRecord<>(topic, report.model().getBytes(StandardCharsets.UTF_8), Json.bytes(report));
    }
}
