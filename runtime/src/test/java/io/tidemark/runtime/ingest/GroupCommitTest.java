// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {
    private static final int THREADS = 8;

    private final AtomicInteger syncs = new AtomicInteger();

    @Test
    void those_who_come_while_one_syncs_share_the_next_sync() throws Exception {
        CountDownLatch isSyncing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        GroupCommit commit = new GroupCommit(
                () -> {
                    int number = syncs.incrementAndGet();
                    if (number == 1) {
                        isSyncing.countDown();
                        await(mayEnd);
                        return 1;
                    }
                    return 1 + THREADS;
                },
                0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(() -> awaiting(commit, 1)));
            await(isSyncing);
            for (int i = 0; i < THREADS; i++) {
                long end = 2L + i;
                all.add(threads.submit(() -> awaiting(commit, end)));
            }
            assertThat(commit.durable()).isZero();
            mayEnd.countDown();
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(syncs).hasValue(2);
        assertThat(commit.durable()).isEqualTo(1 + THREADS);
    }

    @Test
    void after_a_sync_that_failed_nothing_is_confirmed_any_more() {
        GroupCommit commit = new GroupCommit(
                () -> {
                    if (syncs.incrementAndGet() == 1) {
                        throw new IOException("the disk is gone");
                    }
                    return 9;
                },
                3);
        assertThatIOException().isThrownBy(() -> commit.await(4)).withMessageContaining("disk is gone");
        assertThatIOException().isThrownBy(() -> commit.await(4)).withMessageContaining("disk is gone");
        assertThatIOException().isThrownBy(commit::requireHealthy);
        assertThat(commit.durable()).isEqualTo(3);
        assertThat(syncs).hasValue(1);
    }

    private static Void awaiting(GroupCommit commit, long end) throws IOException {
        commit.await(end);
        return null;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
