// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.source.Positions;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogOptionsTest {
    @Test
    void what_cannot_be_is_refused() {
        int most = CheckpointStorage.MIN_MAX_BLOB_LENGTH;
        assertThatIllegalArgumentException().isThrownBy(() -> new LogOptions(0, 1000, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogOptions(1, 127, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogOptions(1, most + 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogOptions(1, 1000, -0.1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogOptions(1, 1000, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new LogOptions(1, 1000, 1, 0));
        assertThat(new LogOptions(1, most, 0, 1).maxSegmentBytes()).isEqualTo(most);
    }

    @Test
    void a_base_is_due_when_the_deltas_are_larger_than_it_or_many() {
        LogOptions options = new LogOptions(1, 1000, 2, 3);
        assertThat(options.isBaseDue(checkpoint())).as("no segment").isFalse();
        assertThat(options.isBaseDue(checkpoint(10))).as("a base alone").isFalse();
        assertThat(options.isBaseDue(checkpoint(10, 15, 5)))
                .as("as large as said")
                .isFalse();
        assertThat(options.isBaseDue(checkpoint(10, 15, 6))).as("larger").isTrue();
        assertThat(options.isBaseDue(checkpoint(10, 1, 1))).as("two deltas").isFalse();
        assertThat(options.isBaseDue(checkpoint(10, 1, 1, 1)))
                .as("three deltas")
                .isTrue();
    }

    private static Checkpoint checkpoint(int... lengths) {
        List<Segment> segments = IntStream.range(0, lengths.length)
                .mapToObj(i -> new Segment(i + 1, 1, List.of(new SegmentPart(lengths[i], 0))))
                .toList();
        return new Checkpoint(new CheckpointHeader("job", 1, 0, Positions.BEGINNING, new TreeMap<>()), segments);
    }
}
