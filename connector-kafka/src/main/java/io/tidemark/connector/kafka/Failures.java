// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Says in plain words what failed and what to do about it, without secrets. */
final class Failures {
    /** What does not pass until somebody changes something. */
    private static final List<Class<? extends Throwable>> LASTING = List.of(
            AuthenticationException.class,
            AuthorizationException.class,
            ConfigException.class,
            InvalidConfigurationException.class,
            InvalidTopicException.class,
            InvalidTxnTimeoutException.class,
            RecordTooLargeException.class,
            SerializationException.class,
            UnknownTopicOrPartitionException.class,
            UnsupportedVersionException.class);

    private final String servers;
    private final Secrets secrets;
    private final String login;

    /** Of a client with {@code settings}. */
    Failures(Map<String, String> settings) {
        servers = Objects.requireNonNullElse(settings.get(Settings.SERVERS), "");
        secrets = Secrets.of(settings);
        login = secrets.user(settings)
                .map(user -> " of the user '" + user + "' with "
                        + settings.getOrDefault(SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM))
                .orElse("");
    }

    /** What {@code doing} failed with. */
    IOException of(String doing, Throwable failure) {
        Throwable cause = unwrapped(failure);
        if (cause instanceof InterruptException) {
            return new IOException("interrupted while " + doing);
        }
        String message = doing + " failed: " + secrets.without(advice(cause));
        // With a secret in it, not even a stack trace may show it.
        Throwable shown = secrets.areIn(failure) ? null : failure;
        return mayPass(failure) ? new TransientKafkaException(message, shown) : new IOException(message, shown);
    }

    /** Whether a job that is opened anew may go on, where one that goes on trying cannot. */
    private static boolean mayPass(Throwable failure) {
        boolean isKafkas = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable each = cause;
            if (LASTING.stream().anyMatch(kind -> kind.isInstance(each)) && !isUnresolved(each)) {
                return false;
            }
            // The producer complains with the latter of what a transaction that has failed cannot do any more.
            isKafkas |= each instanceof KafkaException || each instanceof IllegalStateException;
        }
        return isKafkas;
    }

    /** What really failed. */
    static Throwable unwrapped(Throwable failure) {
        return failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** Whether it may go better a little later. */
    static boolean isTransient(Throwable failure) {
        Throwable cause = unwrapped(failure);
        return cause instanceof RetriableException || isUnresolved(cause);
    }

    private static boolean isUnresolved(Throwable failure) {
        Throwable inner =
                failure instanceof ConfigException || failure.getCause() == null ? failure : failure.getCause();
        return inner instanceof ConfigException
                && String.valueOf(inner.getMessage()).contains("resolvable");
    }

    private String advice(Throwable failure) {
        String said = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (failure instanceof SslAuthenticationException) {
            return said + ". The broker's certificate must be trusted (ssl.truststore.*) and name the host that is in "
                    + Settings.SERVERS;
        }
        if (failure instanceof AuthenticationException) {
            return "the login" + login + " was refused: " + said
                    + ". Check security.protocol, sasl.mechanism and sasl.jaas.config against what the broker wants";
        }
        // The producer says it in words only.
        if (said.contains("transaction timeout is larger")) {
            return said
                    + " Take checkpoints more often (checkpoint_interval_ms), or give transaction.timeout.ms a value"
                    + " that the broker's transaction.max.timeout.ms allows, or raise that";
        }
        if (failure instanceof CommitFailedException) {
            return "the consumer group has changed meanwhile, so it may not be this process's turn any more. Open the job"
                    + " anew when it is";
        }
        if (failure instanceof AuthorizationException) {
            return said + ". Give the job's user access to it";
        }
        if (failure instanceof UnknownTopicOrPartitionException) {
            return said + ". Create the topic, or correct its name";
        }
        // The producer says this in words only, too.
        if (failure instanceof TimeoutException && said.startsWith("Expiring ")) {
            return "the brokers at " + servers + " did not take it in time (" + said
                    + "). Check that they run, that its"
                    + " partitions have a leader, and as many copies in sync as the topic's min.insync.replicas wants";
        }
        if (failure instanceof TimeoutException || isUnresolved(failure)) {
            return "no broker answered at " + servers + " (" + said + "). Check that it runs, that " + Settings.SERVERS
                    + " and security.protocol are right, and that the addresses it advertises can be reached from here";
        }
        return said;
    }
}
