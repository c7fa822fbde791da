// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            enable.auto.commit | true | 'enable.auto.commit' can only be 'false'
            auto.offset.reset | latest | said with 'start'
            value.deserializer | x | 'value.deserializer' cannot be set
            partition.assignment.strategy | x | has all partitions
            group.protocol | consumer | can only be 'classic'
            allow.auto.create.topics | true | can only be 'false'
            ssl.endpoint.identification.algorithm | none | pass for the broker
            sasl.jaas.config | com.sun.security.auth.module.JndiLoginModule required marker="s3cret"; | login module JndiLoginModule
            sasl.jaas.config | com.sun.security.auth.module.LdapLoginModule required marker="s3cret"; | login module LdapLoginModule
            topic | a | did you mean 'topics'?
            bootstrap.server | a | did you mean 'bootstrap.servers'?
            start | earlyest | did you mean 'earliest'?
            start | timestamp | needs 'start.timestamp'
            start.timestamp | 5 | is for 'start: timestamp'
            lost_records | ignore | there are: fail, skip
            connect_timeout_ms | soon | 'connect_timeout_ms' must be a whole number
            connect_timeout_ms | 0 | must be 1 or more
            max.poll.records | many | must be of type int, [1,...]
            security.protocol | PLAIN | must be of type string
            session.timeout.ms | 99999999999 | must be of type int
            """)
    void a_wrong_setting_is_named_with_what_to_write_instead(String key, String value, String message) {
        Map<String, String> settings = new HashMap<>(Map.of("bootstrap.servers", "localhost:9092", "topics", "a"));
        settings.put(key, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaSource(settings))
                .withMessageContaining(key)
                .withMessageContaining(message)
                .extracting(Throwable::getMessage)
                .asString()
                .doesNotContain("s3cret");
    }

    @Test
    void what_is_needed_is_asked_for() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaSource(Map.of("topics", "a")))
                .withMessageContaining("'bootstrap.servers' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KafkaSource(Map.of("bootstrap.servers", "localhost:9092")))
                .withMessageContaining("'topics' is missing");
    }

    @Test
    void no_failure_shows_a_secret() {
        String jaas = "org.example.Module required username=\"me\" password=\"marker-1\";";
        Failures failures = new Failures(
                Map.of("sasl.jaas.config", jaas, "ssl.key.password", "marker-2", "bootstrap.servers", "localhost:1"));
        for (String secret : new String[] {"marker-1", "marker-2", jaas}) {
            IOException failure =
                    failures.of("doing", new IllegalStateException("outer", new ConfigException("it says " + secret)));
            for (Throwable e = failure; e != null; e = e.getCause()) {
                assertThat(e).message().doesNotContain("marker");
            }
            assertThat(failures.of("doing", new ConfigException("it says " + secret)))
                    .message()
                    .contains("[hidden]");
        }
    }

    @Test
    void what_may_pass_is_told_from_what_does_not() {
        Failures failures = new Failures(Map.of("bootstrap.servers", "localhost:1"));
        assertThat(failures.of("doing", new TimeoutException("no answer"))).isInstanceOf(TransientKafkaException.class);
        assertThat(failures.of("doing", new KafkaException("it failed", new TransactionAbortedException("aborted"))))
                .isInstanceOf(TransientKafkaException.class);
        assertThat(failures.of("doing", new ConfigException("No resolvable bootstrap urls")))
                .as("a name that the DNS does not know now")
                .isInstanceOf(TransientKafkaException.class);
        for (Exception lasting : List.of(
                new SaslAuthenticationException("who?"),
                new TopicAuthorizationException("topic"),
                new UnknownTopicOrPartitionException("topic"),
                new KafkaException("it failed", new RecordTooLargeException("too large")),
                new ConfigException("a", "b"),
                new IOException("something else"))) {
            assertThat(failures.of("doing", lasting))
                    .as(lasting.toString())
                    .isNotInstanceOf(TransientKafkaException.class);
        }
    }
}
