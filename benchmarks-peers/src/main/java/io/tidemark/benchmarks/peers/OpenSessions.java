// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Writes events of sessions that stay open, then time that goes on, then the end of all sessions. */
final class OpenSessions implements Runnable, AutoCloseable {
    /** Sessions are open for longer than any run takes. */
    static final Duration GAP = Duration.ofHours(10);

    /** Of the view that shows that time goes on. */
    static final Duration TICK = Duration.ofSeconds(1);

    private static final long OPENING_MILLIS = Duration.ofMinutes(10).toMillis();
    private static final long PAUSE_NANOS = 100_000_000;

    private final Topics.Writer writer;
    private final int partitions;
    private final int count;
    private volatile boolean isOver;
    private long now = Workload.START + OPENING_MILLIS;

    /** {@code count} sessions in {@code topic}. */
    OpenSessions(String servers, String topic, int partitions, int count) {
        writer = new Topics.Writer(servers, topic, Map.of("linger.ms", "5"));
        this.partitions = partitions;
        this.count = count;
    }

    /** Opens all. */
    void open() throws IOException {
        for (int user = 0; user < count; user++) {
            write(user % partitions, "u" + user, Workload.START + OPENING_MILLIS * user / count);
        }
        writer.flush();
    }

    /** Lets time go on, ten times as fast as the clock, in all partitions, until {@link #end}: one more session. */
    @Override
    public void run() {
        while (!isOver) {
            for (int partition = 0; partition < partitions; partition++) {
                write(partition, "clock", now);
            }
            now += TICK.toMillis();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Stops {@link #run}. */
    void stop() {
        isOver = true;
    }

    /** Lets all sessions end but one that begins now. */
    void end() throws IOException {
        for (int partition = 0; partition < partitions; partition++) {
            write(partition, "end", now + 3 * GAP.toMillis());
        }
        writer.flush();
    }

    private void write(int partition, String user, long timestamp) {
        String json = "{\"ts\":" + timestamp + ",\"user\":\"" + user + "\",\"kind\":\"call\",\"tokens\":"
                + user.length() + "}";
        writer.write(new Event(partition, user, timestamp, json, Optional.empty()));
    }

    @Override
    public void close() {
        writer.close();
    }
}
