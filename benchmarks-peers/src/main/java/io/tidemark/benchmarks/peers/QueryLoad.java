// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
     * @param millis that each took
     * @param failed how many were answered with anything but 200
     */
    record Answers(List<Double> millis, int failed) {
        /** In order of size. */
        Answers {
            millis = millis.stream().sorted().toList();
        }

        double quantile(double q) {
            return millis.get(Math.min(millis.size() - 1, (int) (q * millis.size())));
        }
    }

    /** Asks for so long. */
    Answers run(double seconds) throws InterruptedException, ExecutionException, TimeoutException {
        int count = (int) (seconds * perSecond);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            answers.add(served.client()
                    .sendAsync(served.get(paths.get(i % paths.size())), HttpResponse.BodyHandlers.ofByteArray())
                    .handle((response, failure) -> new Answer(
                            (System.nanoTime() - due) / 1e6, failure == null && response.statusCode() == 200)));
        }
        List<Double> millis = new ArrayList<>();
        int failed = 0;
        for (CompletableFuture<Answer> future : answers) {
            Answer answer = future.get(2, TimeUnit.MINUTES);
            millis.add(answer.millis());
            failed += answer.isRight() ? 0 : 1;
        }
        return new Answers(millis, failed);
    }

    private record Answer(double millis, boolean isRight) {}
}
