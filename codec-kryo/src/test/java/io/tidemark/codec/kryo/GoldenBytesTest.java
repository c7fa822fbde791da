// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What was written once is read for ever: the bytes in {@code golden} are never made anew, whatever becomes of Kryo or of the JDK. */
final class GoldenBytesTest {
    private static byte[] golden(String name) throws IOException {
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream("/golden/" + name + ".hex")) {
            String hex = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.US_ASCII);
            return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        }
    }

    @Test
    void r3_what_version_1_wrote_is_read() throws IOException {
        assertThat(Coded.value(Basket.codec(), golden("basket-v1")).content())
                .isEqualTo(Basket.full().content());
    }

    @Test
    void r3_the_same_bytes_are_written_again() throws IOException {
        assertThat(HexFormat.of().formatHex(Coded.bytes(Basket.codec(), Basket.full())))
                .isEqualTo(HexFormat.of().formatHex(golden("basket-v1")));
    }
}
