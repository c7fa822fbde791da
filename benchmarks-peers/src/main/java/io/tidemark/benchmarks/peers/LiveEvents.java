// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Writes events at a steady rate of the clock, and notes when the broker had those that let a window fire. */
final class LiveEvents implements Runnable {
    private static final long NANOS = 1_000_000_000;
    private static final long PAUSE_NANOS = 500_000;

    private final String servers;
    private final String topic;
    private final Workload workload;
    private final int rate;
    private final AtomicLongArray fired;
    private final long[] next;
    private final Reference reference = new Reference();

    /** {@code rate} events for each second of the clock. */
    LiveEvents(String servers, String topic, Workload workload, int rate) {
        this.servers = servers;
        this.topic = topic;
        this.workload = workload;
        this.rate = rate;
        fired = new AtomicLongArray((int) workload.windows() + 1);
        next = new long[workload.partitions()];
        Arrays.fill(next, Workload.START + Workload.WINDOW + Workload.OUT_OF_ORDER);
    }

    /** What must come out; known when all is written. */
    Reference reference() {
        return reference;
    }

    /** When the broker had, in each partition, a call that is younger than {@code end} by as much as events may be out of order; 0 when that was not seen. */
    long firedAt(long end) {
        int window = (int) ((end - Workload.START) / Workload.WINDOW);
        return window >= fired.length() ? 0 : fired.get(window);
    }

    @Override
    public void run() {
        Events events = new Events(workload);
        try (Topics.Writer writer = new Topics.Writer(servers, topic, Map.of("linger.ms", "1"))) {
            long begin = System.nanoTime();
            for (long number = 0; number < workload.events(); number++) {
                while ((System.nanoTime() - begin) / 1000 * rate / (NANOS / 1000) < number) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                Event event = events.at(number);
                reference.add(event);
                write(writer, event);
            }
            writer.close(events, workload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Topics.Writer writer, Event event) {
        int partition = event.partition();
        if (event.call().isEmpty() || event.timestamp() < next[partition]) {
            writer.write(event);
            return;
        }
        int window = (int) ((next[partition] - Workload.START) / Workload.WINDOW);
        next[partition] += Workload.WINDOW;
        writer.write(event, appended -> fired.accumulateAndGet(window, appended, Math::max));
    }
}
