// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CallGateTest {
    private final CallGate gate = new CallGate("the toy");

    @Test
    void it_lets_in_until_it_is_closed_and_then_says_whose_it_is() {
        gate.leave(gate.enter());
        assertThat(gate.close()).isTrue();
        assertThatIllegalStateException().isThrownBy(gate::enter).withMessage("the toy is closed");
        assertThat(gate.tryEnter()).isZero();
        assertThat(gate.close()).as("closing again").isFalse();
    }

    @Test
    void several_may_be_inside_at_once_and_closing_waits_for_the_last() throws Exception {
        long first = gate.enter();
        long second = gate.enter();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean out = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> outBeforeClosed = thread.submit(() -> {
                begun.countDown();
                gate.close();
                return out.get();
            });
            begun.await();
            // It is closing when it lets nobody in any more.
            for (long pass = gate.tryEnter(); pass != 0; pass = gate.tryEnter()) {
                gate.leave(pass);
            }
            gate.leave(first);
            out.set(true);
            gate.leave(second);
            assertThat(outBeforeClosed.get()).as("whether the last one was out").isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void callers_that_come_one_after_the_other_do_not_keep_it_open() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<Future<?>> callers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int i = 0; i < 3; i++) {
                callers.add(threads.submit(() -> {
                    for (long pass = gate.tryEnter(); pass != 0; pass = gate.tryEnter()) {
                        calls.incrementAndGet();
                        gate.leave(pass);
                    }
                }));
            }
            while (calls.get() < 1000) {
                Thread.onSpinWait();
            }
            assertThat(gate.close()).isTrue();
            for (Future<?> caller : callers) {
                caller.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
