// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StateInputOutputTest {
    private final StateOutput out = new StateOutput(0);

    @Test
    void the_bytes_of_every_kind_are_fixed() {
        out.writeByte(0xAB);
        out.writeInt(0x01020304);
        out.writeLong(-2);
        out.writeOrderedLong(0);
        out.writeVarLong(300);
        out.writeSignedVarLong(-1);
        out.writeText("ä");
        out.writeBytes(new byte[] {9});
        out.writeRaw(new byte[] {7});
        assertThat(HexFormat.ofDelimiter(" ").formatHex(out.toByteArray()))
                .isEqualTo("ab 01 02 03 04 ff ff ff ff ff ff ff fe 80 00 00 00 00 00 00 00 ac 02 01 02 c3 a4 01 09 07");
        assertThat(out.size()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, -1, 63, 64, -64, -65, 127, 128, 16_383, 16_384, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE})
    void what_was_written_is_read_back(long value) throws IOException {
        out.writeInt((int) value);
        out.writeLong(value);
        out.writeOrderedLong(value);
        out.writeVarLong(value);
        out.writeSignedVarLong(value);
        out.writeDouble(Double.longBitsToDouble(value));
        out.writeText("text " + value);
        StateInput in = new StateInput(out.toByteArray());
        assertThat(in.readInt()).isEqualTo((int) value);
        assertThat(in.readLong()).isEqualTo(value);
        assertThat(in.readOrderedLong()).isEqualTo(value);
        assertThat(in.readVarLong()).isEqualTo(value);
        assertThat(in.readSignedVarLong()).isEqualTo(value);
        assertThat((Double) in.readDouble()).isEqualTo((Double) Double.longBitsToDouble(value));
        assertThat(in.readText()).isEqualTo("text " + value);
        assertThat(in.remaining()).isZero();
    }

    @Test
    void ordered_longs_are_ordered_as_unsigned_bytes() {
        long[] ascending = {Long.MIN_VALUE, -1000, -1, 0, 1, 1000, Long.MAX_VALUE};
        byte[] previous = new byte[0];
        for (long value : ascending) {
            out.reset();
            out.writeOrderedLong(value);
            byte[] bytes = out.toByteArray();
            assertThat(Arrays.compareUnsigned(previous, bytes)).as("%d", value).isNegative();
            previous = bytes;
        }
    }

    @Test
    void every_truncation_is_noticed() {
        out.writeInt(1);
        out.writeVarLong(Long.MAX_VALUE);
        out.writeText("truncated");
        byte[] whole = out.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            StateInput in = new StateInput(whole, 0, length);
            assertThatThrownBy(() -> {
                        in.readInt();
                        in.readVarLong();
                        in.readText();
                    })
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(CorruptStateException.class);
        }
    }

    @Test
    void a_length_beyond_the_input_is_refused_before_anything_is_allocated() {
        out.writeVarLong(2L << 30);
        assertThatThrownBy(() -> new StateInput(out.toByteArray()).readBytes())
                .isInstanceOf(CorruptStateException.class)
                .hasMessage(
                        "2147483648 things of at least 1 bytes each cannot be in the 0 bytes that are left at byte 5");
        out.reset();
        out.writeVarLong(-1);
        assertThatThrownBy(() -> new StateInput(out.toByteArray()).readCount(8))
                .isInstanceOf(CorruptStateException.class);
        assertThatThrownBy(() -> new StateInput(new byte[8]).readRaw(-1)).isInstanceOf(CorruptStateException.class);
    }

    @Test
    void a_number_without_an_end_is_refused() {
        byte[] endless = new byte[20];
        Arrays.fill(endless, (byte) 0x80);
        assertThatThrownBy(() -> new StateInput(endless).readVarLong())
                .isInstanceOf(CorruptStateException.class)
                .hasMessageContaining("more than 10 bytes");
    }

    @Test
    void a_part_of_an_array_is_read_and_nothing_beyond_it() throws IOException {
        StateInput in = new StateInput(new byte[] {1, 2, 3, 4}, 1, 2);
        assertThat(in.readByte()).isEqualTo(2);
        assertThat(in.readByte()).isEqualTo(3);
        assertThatThrownBy(in::readByte).isInstanceOf(CorruptStateException.class);
    }
}
