// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.pane.ResultLayout.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaneResultsTest {
    private static final List<String> NAMES = List.of("count", "mean", "none", "top");
    private static final long MOST = Long.MAX_VALUE;

    private final PaneResults kept = new PaneResults(
            new ResultLayout(NAMES, List.of(Kind.LONG, Kind.DOUBLE, Kind.DOUBLE, Kind.OBJECT)),
            new long[] {MOST, Double.doubleToRawLongBits(0.5), Double.doubleToRawLongBits(Double.NaN), 0},
            new @Nullable Object[] {null, null, null, List.of("a")});
    private final PaneResults objects = new PaneResults(NAMES, new @Nullable Object[] {MOST, 0.5, null, List.of("a")});

    @Test
    void values_are_the_same_however_they_are_kept() {
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(kept.value(i)).as(NAMES.get(i)).isEqualTo(objects.value(i));
            assertThat(kept.get(NAMES.get(i))).as(NAMES.get(i)).isEqualTo(objects.value(i));
            assertThat(kept.number(i)).as(NAMES.get(i)).isEqualTo(Double.valueOf(objects.number(i)));
        }
        assertThat(kept.asMap()).isEqualTo(objects.asMap());
        assertThat(kept).isEqualTo(objects).hasSameHashCodeAs(objects).hasToString(objects.toString());
    }

    @Test
    void a_whole_number_keeps_all_its_digits() {
        assertThat(kept.value(0)).isEqualTo(MOST);
        assertThat(kept.number(0)).isEqualTo(0x1p63);
    }

    @Test
    void what_is_no_number_is_told_as_nan() {
        assertThat(kept.number(2)).isNaN();
        assertThat(kept.number(3)).isNaN();
        assertThat(kept.value(2)).isNull();
    }

    @Test
    void one_value_or_name_that_differs_makes_a_difference() {
        assertThat(kept)
                .isNotEqualTo(new PaneResults(NAMES, new @Nullable Object[] {MOST, 0.25, null, List.of("a")}))
                .isNotEqualTo(new PaneResults(
                        List.of("count", "median", "none", "top"),
                        new @Nullable Object[] {MOST, 0.5, null, List.of("a")}));
    }

    @Test
    void a_name_that_the_view_does_not_have_is_refused_with_those_that_it_has() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kept.get("p99"))
                .withMessage("the view has no aggregate 'p99'; it has [count, mean, none, top]");
    }

    @Test
    void a_layout_has_a_kind_for_each_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResultLayout(NAMES, List.of(Kind.LONG)))
                .withMessage("there are 4 names, but 1 kinds");
    }
}
