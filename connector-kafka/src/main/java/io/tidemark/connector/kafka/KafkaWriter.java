// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.checkpoint.FencedException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A producer that remembers what went wrong. Sending is asynchronous: a failure shows up later, and from then on everything fails, for a record is lost.
 *
 * <p>The producer tries again by itself, with waits that grow and differ, until {@code delivery.timeout.ms}; when its buffer is full, {@link #send} waits. That is the back-pressure.
 */
final class KafkaWriter implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Failures failures;
    private final SizeLimit limit;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** With {@code config}, for records within {@code limit}. */
    KafkaWriter(Map<String, Object> config, Failures failures, SizeLimit limit) {
        producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.failures = failures;
        this.limit = limit;
    }

    Producer<byte[], byte[]> producer() {
        return producer;
    }

    SizeLimit limit() {
        return limit;
    }

    /**
     * Sends a record.
     *
     * @param what it is, for people
     */
    void send(ProducerRecord<byte[], byte[]> record, String what) throws IOException {
        requireFits(record, what);
        try {
            // The callback hears of it.
            Future<RecordMetadata> unused = producer.send(record, (metadata, e) -> {
                if (e != null) {
                    failure.compareAndSet(null, e instanceof RecordTooLargeException ? tooLarge(record, what) : e);
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            throw broken("writing to Kafka", e);
        }
    }

    /** Checks that the producer takes {@code record}. */
    void requireFits(ProducerRecord<byte[], byte[]> record, String what) throws IOException {
        requireIntact();
        if (!limit.takes(record)) {
            throw broken(
                    "writing to Kafka",
                    new RecordTooLargeException(limit.refusal(what, record)
                            + ": raise it, and the topic's max.message.bytes (of all topics, message.max.bytes)"));
        }
    }

    private static RecordTooLargeException tooLarge(ProducerRecord<byte[], byte[]> record, String what) {
        return new RecordTooLargeException(what + " has " + SizeLimit.sizeOf(record)
                + " bytes, more than the topic takes, compressed or not: raise its max.message.bytes (of all topics,"
                + " message.max.bytes)");
    }

    /** Waits until the brokers have everything. */
    void flush() throws IOException {
        requireIntact();
        try {
            producer.flush();
        } catch (KafkaException e) {
            throw broken("writing to Kafka", e);
        }
        requireIntact();
    }

    /** Throws what went wrong, if something did. */
    void requireIntact() throws IOException {
        Exception e = failure.get();
        if (e != null) {
            throw failed("writing to Kafka", e);
        }
    }

    /** From now on everything fails with {@code e}. */
    IOException broken(String doing, Exception e) {
        failure.compareAndSet(null, e);
        return failed(doing, e);
    }

    private IOException failed(String doing, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return new FencedException("another process has taken over this job's transactions, or this one paused"
                        + " for longer than transaction.timeout.ms: it must stop, and nothing of what it had not"
                        + " committed is visible");
            }
        }
        return failures.of(doing, e);
    }

    /** Lets go; what was not committed by then is aborted. */
    @Override
    public void close() throws IOException {
        try {
            producer.close(CLOSE);
        } catch (KafkaException e) {
            throw failures.of("closing the Kafka producer", e);
        }
    }
}
