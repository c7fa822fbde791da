// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RatioSumsTest {
    /** 3 and 1 per 4 and 2. */
    private static final String VERSION_1 =
            "02401000000000000000000000000000003ff00000000000004008000000000000024018000000000000000000000000000040000000000000004010000000000000";

    @Test
    void r3_the_bytes_of_version_1_stay_readable() throws CorruptStateException {
        RatioSums sums = new RatioSums();
        sums.add(3, 4);
        sums.add(1, 2);
        StateOutput out = new StateOutput();
        RatioSums.Codec.INSTANCE.write(sums, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(VERSION_1);
        RatioSums read =
                RatioSums.Codec.INSTANCE.read(new StateInput(HexFormat.of().parseHex(VERSION_1)), 1);
        assertThat(read.ratio()).isEqualTo(4.0 / 6);
    }

    @Test
    void bytes_that_end_early_are_refused() {
        byte[] bytes = HexFormat.of().parseHex(VERSION_1);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RatioSums.Codec.INSTANCE.read(new StateInput(cut), 1))
                    .as("%d bytes", length)
                    .isInstanceOf(CorruptStateException.class);
        }
    }
}
