// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Questions at a steady rate, each at its time whether or not those before are answered; what one takes is counted from when it was due. */
final class QueryLoad {
    private final ServedProcess served;
    private final List<String> paths;
    private final int perSecond;

    /** Asks for {@code paths} in turn. */
    QueryLoad(ServedProcess served, List<String> paths, int perSecond) {
        this.served = served;
        this.paths = List.copyOf(paths);
        this.perSecond = perSecond;
    }

    /**
     * What came of it.
     *
     * @param millis that each took, in order of size
     * @param failed how many were answered with anything but 200
     */
    record Answers(double[] millis, int failed) {
        double quantile(double q) {
            return millis[Math.min(millis.length - 1, (int) (q * millis.length))];
        }
    }

    /** Asks for so long. */
    Answers run(double seconds) throws InterruptedException {
        int count = (int) (seconds * perSecond);
        Queue<Double> millis = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(count);
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            served.client()
                    .sendAsync(served.get(paths.get(i % paths.size())), HttpResponse.BodyHandlers.ofByteArray())
                    .whenComplete((response, failure) -> {
                        millis.add((System.nanoTime() - due) / 1e6);
                        if (failure != null || response.statusCode() != 200) {
                            failed.incrementAndGet();
                        }
                        left.countDown();
                    });
        }
        if (!left.await(2, TimeUnit.MINUTES)) {
            throw new IllegalStateException(left.getCount() + " questions have no answer after two minutes");
        }
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Answers(sorted, failed.get());
    }
}
