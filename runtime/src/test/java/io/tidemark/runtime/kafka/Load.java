// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes records at a steady rate, whatever becomes of the broker, until it is told to stop. */
final class Load extends Thread {
    private final Topics topics;
    private final String topic;
    private final List<String> calls;
    private final int perSecond;
    private volatile boolean isToStop;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Load(Topics topics, String topic, List<String> calls, int perSecond) {
        this.topics = topics;
        this.topic = topic;
        this.calls = calls;
        this.perSecond = perSecond;
    }

    @Override
    public void run() {
        long begin = System.nanoTime();
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            for (int i = 0; !isToStop && i < calls.size(); i++) {
                Future<RecordMetadata> unused = producer.send(
                        Topics.record(topic, i % KafkaJob.PARTITIONS, calls.get(i)),
                        (metadata, e) -> failure.compareAndSet(null, e));
                written.set(i + 1);
                long ahead = i * TimeUnit.SECONDS.toNanos(1) / perSecond - (System.nanoTime() - begin);
                if (ahead > 0) {
                    LockSupport.parkNanos(ahead);
                }
            }
            producer.flush();
        }
    }

    /** Whether there are records left to write. */
    boolean goesOn() {
        return isAlive() && written.get() < calls.size();
    }

    /** How many records it has given to the brokers, or tries to. */
    int written() {
        return written.get();
    }

    /**
     * Stops, and tells how many records were written.
     *
     * @throws IllegalStateException if the brokers did not take one of them
     */
    int end() throws InterruptedException {
        isToStop = true;
        join();
        Exception refused = failure.get();
        if (refused != null) {
            throw new IllegalStateException("a record of the load was not written", refused);
        }
        return written.get();
    }
}
