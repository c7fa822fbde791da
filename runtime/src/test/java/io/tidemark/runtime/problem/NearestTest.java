// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> NAMES = List.of("size", "slide", "allowed_lateness", "time_zone", "mean");

    @Test
    void the_distance_counts_swaps_of_neighbours_once() {
        assertThat(Nearest.distance("", "")).isZero();
        assertThat(Nearest.distance("size", "size")).isZero();
        assertThat(Nearest.distance("siez", "size")).isEqualTo(1);
        assertThat(Nearest.distance("sze", "size")).isEqualTo(1);
        assertThat(Nearest.distance("sizee", "size")).isEqualTo(1);
        assertThat(Nearest.distance("sile", "size")).isEqualTo(1);
        assertThat(Nearest.distance("", "size")).isEqualTo(4);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }

    @Test
    void typing_errors_other_spellings_and_other_words_are_understood() {
        assertThat(Nearest.of("sizee", NAMES)).contains("size");
        assertThat(Nearest.of("allowedLateness", NAMES)).contains("allowed_lateness");
        assertThat(Nearest.of("allowed-latenes", NAMES)).contains("allowed_lateness");
        assertThat(Nearest.of("lateness", NAMES)).contains("allowed_lateness");
        assertThat(Nearest.of("timezone", NAMES)).contains("time_zone");
        assertThat(Nearest.of("avg", NAMES)).contains("mean");
    }

    @Test
    void what_is_far_from_everything_is_not_guessed() {
        assertThat(Nearest.of("parallelism", NAMES)).isEmpty();
        assertThat(Nearest.of("x", NAMES)).isEmpty();
        assertThat(Nearest.of("s".repeat(1_000_000), NAMES)).isEmpty();
        assertThat(Nearest.hint("parallelism", NAMES))
                .isEqualTo("; there are: size, slide, allowed_lateness, time_zone, mean");
    }
}
