// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/** Read by the reference implementation. */
class PackedLineTest {
    private static String read(@Nullable Object value) throws Exception {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(PackedLine.bytes(value))) {
            String read = in.unpackValue().toJson();
            assertThat(in.hasNext()).isFalse();
            return read;
        }
    }

    @Test
    void plain_values_are_what_they_were() throws Exception {
        for (long number : new long[] {0, 1, 127, 128, 255, 1L << 40, -1, -33, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(read(number)).isEqualTo(Long.toString(number));
        }
        assertThat(read(7)).isEqualTo("7");
        assertThat(read(-1.25)).isEqualTo("-1.25");
        assertThat(read(true)).isEqualTo("true");
        assertThat(read(false)).isEqualTo("false");
        assertThat(read(null)).isEqualTo("null");
    }

    @Test
    void texts_lists_and_maps_of_every_length_are_what_they_were() throws Exception {
        for (int length : new int[] {0, 1, 15, 16, 31, 32, 255, 256, 70_000}) {
            String text = "é".repeat(length);
            assertThat(read(text)).isEqualTo("\"" + text + "\"");
            List<Integer> list = IntStream.range(0, length).boxed().toList();
            assertThat(read(list)).isEqualTo(list.toString().replace(" ", ""));
            Map<String, Object> map = new LinkedHashMap<>();
            list.forEach(number -> map.put("k" + number, number));
            assertThat(read(map)).isEqualTo(JsonLine.text(out -> JsonLine.value(out, map)));
        }
    }

    @Test
    void bytes_stay_bytes_and_are_not_used_up() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {0, -1, 127}).asReadOnlyBuffer();

        for (int again = 0; again < 2; again++) {
            try (MessageUnpacker in = MessagePack.newDefaultUnpacker(PackedLine.bytes(bytes))) {
                assertThat(in.readPayload(in.unpackBinaryHeader())).containsExactly(0, -1, 127);
            }
            assertThat(JsonLine.text(out -> JsonLine.value(out, bytes))).isEqualTo("\"AP9/\"");
        }
    }
}
