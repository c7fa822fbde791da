// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DistinctTextsCodecTest {
    /** ann, bob, an unpaired surrogate. */
    private static final String FEW_OF_VERSION_1 = "0d0003053f78c3fbfa512730c22a66486742d76a929dc69611db8d";

    /** u0 to u99, with an error of 0.1. */
    private static final String MANY_OF_VERSION_1 =
            "060114201400202023144c181d181e0014281800221414201c1a1d18140000201a1a1a1800141814231a221d00180014181414240000201e141a1400142e201a1d1a";

    @Test
    void r3_the_bytes_of_version_1_stay_readable() throws CorruptStateException {
        DistinctTexts few = new DistinctTexts(0.01);
        List.of("ann", "bob", "\uD800", "ann").forEach(few::add);
        assertThat(hex(few)).isEqualTo(FEW_OF_VERSION_1);
        assertThat(read(HexFormat.of().parseHex(FEW_OF_VERSION_1)).count()).isEqualTo(3);

        DistinctTexts many = new DistinctTexts(0.1);
        for (int i = 0; i < 100; i++) {
            many.add("u" + i);
        }
        assertThat(hex(many)).isEqualTo(MANY_OF_VERSION_1);
        assertThat(read(HexFormat.of().parseHex(MANY_OF_VERSION_1)).count()).isEqualTo(many.count());
    }

    @Test
    void no_text_makes_a_register_that_is_refused() throws CorruptStateException {
        RandomGenerator random = Seeded.random("registers");
        for (int precision = DistinctTexts.MIN_PRECISION; precision <= DistinctTexts.MAX_PRECISION; precision++) {
            DistinctTexts texts = new DistinctTexts(precision);
            for (int i = 0; i < 20_000; i++) {
                // Many zeros in front, so that high ranks come as well.
                texts.addHash((random.nextLong() >>> random.nextInt(64)) ^ (random.nextLong() << (64 - precision)));
                if (i % 199 == 0 || i > 19_990) {
                    assertThat(DistinctTextsTest.bytes(read(DistinctTextsTest.bytes(texts))))
                            .isEqualTo(DistinctTextsTest.bytes(texts));
                }
            }
        }
    }

    @Test
    void damaged_bytes_are_refused_or_read_and_never_crash() {
        RandomGenerator random = Seeded.random("damaged distinct");
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            DistinctTexts texts = new DistinctTexts(0.1);
            int size = random.nextInt(40);
            for (int i = 0; i < size; i++) {
                texts.addHash(random.nextLong());
            }
            byte[] bytes = DistinctTextsTest.bytes(texts);
            for (int i = 0; i <= random.nextInt(20); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * random.nextInt(bytes.length));
            try {
                DistinctTexts read = read(cut);
                assertThat(read.count()).isNotNegative();
                read.add("more");
                if (read.precision() == texts.precision()) {
                    read.merge(texts);
                }
            } catch (CorruptStateException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void what_cannot_have_been_written_is_refused() {
        refused("1300", "the precision is out of bounds");
        refused("0602", "the form is unknown");
        refused("060009" + "0000000000000001".repeat(9), "there are too many hashes");
        refused("060002" + "0000000000000001".repeat(2), "the hashes are out of order");
        refused("060001" + "0000000000000000", "the hashes are out of order");
        refused("0601" + "00".repeat(63) + "13", "a register is of no hash");
        refused("0601" + "00".repeat(63) + "15", "a register is of no hash");
    }

    private static void refused(String hex, String why) {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex(hex)))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("these are not the bytes of distinct texts: " + why);
    }

    private static DistinctTexts read(byte[] bytes) throws CorruptStateException {
        return DistinctTextsCodec.INSTANCE.read(new StateInput(bytes), 1);
    }

    private static String hex(DistinctTexts texts) {
        return HexFormat.of().formatHex(DistinctTextsTest.bytes(texts));
    }
}
