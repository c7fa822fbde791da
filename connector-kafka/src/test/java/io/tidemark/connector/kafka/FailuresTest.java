// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private final Failures failures = new Failures(Map.of("bootstrap.servers", "kafka.example:9092"));

    @Test
    void a_record_that_brokers_have_not_taken_in_time_does_not_mean_that_none_answers() {
        // As the producer says it, after delivery.timeout.ms.
        IOException told = failures.of(
                "writing to Kafka",
                new TimeoutException("Expiring 12 record(s) for panes-0:20001 ms has passed since batch creation. The"
                        + " request has not been sent, or no server response has been received yet."));

        assertThat(told)
                .isInstanceOf(TransientKafkaException.class)
                .hasMessageStartingWith(
                        "writing to Kafka failed: the brokers at kafka.example:9092 did not take it in time (Expiring 12")
                .hasMessageContaining("as many copies in sync as the topic's min.insync.replicas wants");
    }

    @Test
    void too_few_copies_may_pass_and_are_told_of_in_kafkas_words() {
        assertThat(failures.of(
                        "writing to Kafka", new NotEnoughReplicasException("fewer in-sync replicas than required")))
                .isInstanceOf(TransientKafkaException.class)
                .hasMessage("writing to Kafka failed: fewer in-sync replicas than required");
    }

    @Test
    void a_request_that_timed_out_means_that_no_broker_answered() {
        assertThat(failures.of("committing", new TimeoutException("Timeout expired")))
                .isInstanceOf(TransientKafkaException.class)
                .hasMessageStartingWith(
                        "committing failed: no broker answered at kafka.example:9092 (Timeout expired)");
    }
}
