// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import io.tidemark.checkpoint.FencedException;
import io.tidemark.connector.kafka.KafkaMembership;
import io.tidemark.connector.kafka.TransientKafkaException;
import io.tidemark.runtime.job.Turns;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** It is the turn of the one member of the consumer group that has the partitions. */
public final class KafkaTurns implements Turns {
    /** The group is asked at most so often while it is this process's turn; it takes some microseconds. */
    private static final long NANOS_BETWEEN = TimeUnit.MILLISECONDS.toNanos(50);

    /** After so long it is said that no broker answers. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final KafkaMembership membership;
    private long lastAsked;
    private boolean wasActive;

    private KafkaTurns(KafkaMembership membership) {
        this.membership = membership;
    }

    /**
     * Reaches the brokers, and joins the group at the first question.
     *
     * @param properties the source's
     * @param say takes what somebody may want to know meanwhile
     * @throws IOException when no broker answers, or has the topics
     */
    public static KafkaTurns open(Map<String, String> properties, Consumer<String> say) throws IOException {
        KafkaMembership membership = new KafkaMembership(properties);
        try {
            reach(membership, say);
            return new KafkaTurns(membership);
        } catch (IOException e) {
            membership.close();
            throw e;
        }
    }

    private static void reach(KafkaMembership membership, Consumer<String> say) throws IOException {
        try {
            membership.requireTopics(SILENCE);
        } catch (TransientKafkaException e) {
            say.accept(e.getMessage() + ". Still trying");
            membership.requireTopics();
        }
    }

    /** What this process is in the group. */
    public KafkaMembership membership() {
        return membership;
    }

    /** Whether {@code failure} is one after which the job goes on from its last commit, once it is opened anew. */
    public static boolean mayPass(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof TransientKafkaException || e instanceof FencedException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean await(long millis) throws IOException {
        long now = System.nanoTime();
        if (millis == 0 && wasActive && now - lastAsked < NANOS_BETWEEN) {
            return true;
        }
        lastAsked = now;
        wasActive = false;
        wasActive = membership.await(Duration.ofMillis(millis));
        return wasActive;
    }

    @Override
    public void close() throws IOException {
        membership.close();
    }
}
