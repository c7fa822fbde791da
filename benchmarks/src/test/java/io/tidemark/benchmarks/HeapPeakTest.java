// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapPeakTest {
    private static final int MIB = 1 << 20;

    @Test
    void what_lives_at_once_is_seen_and_what_went_before_is_not() {
        System.gc();
        HeapPeak large = new HeapPeak();
        List<byte[]> blocks = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            blocks.add(new byte[MIB]);
        }
        assertThat(large.bytes()).as("with %d blocks", blocks.size()).isGreaterThanOrEqualTo(64L * MIB);
        blocks.clear();
        System.gc();

        HeapPeak small = new HeapPeak();
        blocks.add(new byte[MIB]);

        assertThat(small.bytes()).as("with %d blocks", blocks.size()).isLessThan(32L * MIB);
    }
}
