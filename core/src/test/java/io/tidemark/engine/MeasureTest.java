// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {
    @Test
    void a_number_is_in_the_first_bucket_whose_bound_it_does_not_exceed() {
        Measure measure = Measure.ofWindows();
        measure.add(0);
        measure.add(4);
        measure.add(5);
        measure.add(1e9);

        Distribution distribution = measure.distribution();

        assertThat(distribution.bounds()).startsWith(0.0, 1.0, 4.0, 16.0).endsWith(16_777_216.0);
        assertThat(distribution.counts()).startsWith(1L, 0L, 1L, 1L).endsWith(0L, 1L);
        assertThat(distribution.count()).isEqualTo(4);
        assertThat(distribution.sum()).isEqualTo(1e9 + 9);
    }

    @Test
    void what_many_took_together_is_what_each_took_many_times() {
        Measure measure = Measure.ofElements();
        measure.addShares(1_000_000, 500);

        Distribution distribution = measure.distribution();

        assertThat(distribution.count()).isEqualTo(500);
        assertThat(distribution.sum()).isCloseTo(0.001, within(1e-12));
        assertThat(distribution.counts().get(distribution.bounds().indexOf(2.5e-6)))
                .isEqualTo(500);
    }

    @Test
    void measures_add_up() {
        Measure one = Measure.ofWaits();
        Measure other = Measure.ofWaits();
        one.add(0.004);
        other.add(0.004);
        other.add(700);

        Distribution together = Measure.together(List.of(one, other));

        assertThat(together.count()).isEqualTo(3);
        assertThat(together.counts().get(2)).isEqualTo(2);
        assertThat(together.counts().get(together.bounds().size())).isEqualTo(1);
        assertThat(together.sum()).isCloseTo(700.008, within(1e-9));
    }
}
