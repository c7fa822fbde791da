// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A short form of {@link SoakReport}. */
class SoakTest {
    private static final long KIB = 1024;

    @Test
    void an_hour_of_event_time_leaves_nothing_behind() {
        try (Soak soak = new Soak(1)) {
            soak.feedHour();
            long before = Soak.heapAfterCollection();
            int keysBefore = soak.keysWithState();
            long panesBefore = soak.panes();

            soak.feedHour();

            assertThat(soak.panes() - panesBefore).isGreaterThan(15_000);
            assertThat(soak.keysWithState()).isEqualTo(keysBefore).isLessThan(50 + 3 * 20);
            assertThat(Soak.heapAfterCollection() - before).isLessThan(256 * KIB);
        }
    }
}
