// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.benchmarks.peers.Event.Call;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ReferenceTest {
    private static final long START = Workload.START;

    private final Reference reference = new Reference();

    ReferenceTest() {
        for (int i = 1; i <= 100; i++) {
            Call call = new Call("m", i, 0.5, i > 98);
            reference.add(new Event(0, "m", START + i, "", Optional.of(call)));
        }
    }

    @Test
    void right_results_pass_and_percentiles_may_be_off_by_a_hundredth() {
        assertThatCode(() -> check(result(100, 50, 50.4, 98.7, 0.02))).doesNotThrowAnyException();
        assertThatCode(() -> check(result(100, 50, 50.6, 98.2, 0.02))).doesNotThrowAnyException();
    }

    @Test
    void wrong_results_do_not() {
        assertThatIllegalStateException().isThrownBy(() -> check(result(99, 50, 50.4, 98.7, 0.02)));
        assertThatIllegalStateException().isThrownBy(() -> check(result(100, 50.001, 50.4, 98.7, 0.02)));
        assertThatIllegalStateException().isThrownBy(() -> check(result(100, 50, 52, 98.7, 0.02)));
        assertThatIllegalStateException().isThrownBy(() -> check(result(100, 50, 50.4, 101.1, 0.02)));
        assertThatIllegalStateException().isThrownBy(() -> check(result(100, 50, 50.4, 98.7, 0.03)));
        assertThatIllegalStateException().isThrownBy(() -> reference.check("nobody", Map.of()));
    }

    private void check(WindowResult result) {
        reference.check("somebody", Map.of(result.id(), result));
    }

    private static WindowResult result(long count, double cost, double p50, double p99, double errorRate) {
        return new WindowResult(
                "m", START, START + Workload.WINDOW, count, cost, 1, 100, 50.5, p50, 95, p99, errorRate);
    }
}
