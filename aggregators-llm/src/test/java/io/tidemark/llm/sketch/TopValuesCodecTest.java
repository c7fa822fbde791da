// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.codec.ValueCodec;
import io.tidemark.llm.sketch.TopValues.Figure;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TopValuesCodecTest {
    /** Exact up to 2: timeout three times, rate_limit twice, overloaded once. */
    private static final String COUNTS_OF_VERSION_1 =
            "000200000000000000000603060a6f7665726c6f61646564013ff0000000000000060a726174655f6c696d6974024000000000000000060774696d656f7574034008000000000000";

    /** Exact up to 10: u2 1.5, u1 0.25 and 0.5. */
    private static final String SUMS_OF_VERSION_1 =
            "010a000000000000000003400200000000000000000000000000000206027531023fe80000000000003fe8000000000000000000000000000006027532013ff80000000000003ff80000000000000000000000000000";

    private static final List<Figure> FIGURES = List.of(Figure.COUNT, Figure.SUM, Figure.MEAN);

    private final TopValuesCodec codec = TopValuesCodec.INSTANCE;

    @Test
    void r3_the_bytes_of_version_1_stay_readable() throws IOException {
        TopValues counts = new TopValues(2, Figure.COUNT);
        List.of("timeout", "rate_limit", "timeout", "overloaded", "timeout", "rate_limit")
                .forEach(text -> counts.add(text, 0));
        assertThat(HexFormat.of().formatHex(bytes(counts))).isEqualTo(COUNTS_OF_VERSION_1);
        assertThat(read(HexFormat.of().parseHex(COUNTS_OF_VERSION_1)).top(9)).isEqualTo(counts.top(9));

        TopValues sums = new TopValues(10, Figure.SUM);
        sums.add("u2", 1.5);
        sums.add("u1", 0.25);
        sums.add("u1", 0.5);
        assertThat(HexFormat.of().formatHex(bytes(sums))).isEqualTo(SUMS_OF_VERSION_1);
        assertThat(read(HexFormat.of().parseHex(SUMS_OF_VERSION_1)).top(9)).isEqualTo(sums.top(9));
    }

    @Test
    void what_is_beyond_its_bound_goes_on_as_the_original() throws IOException {
        RandomGenerator random = Seeded.random("top round trip");
        for (int round = 0; round < 100; round++) {
            Figure figure = FIGURES.get(round % 3);
            TopValues values = random(random, figure);
            byte[] bytes = bytes(values);
            TopValues read = read(bytes);
            assertThat(bytes(read)).isEqualTo(bytes);
            TopValues more = random(random, figure);
            values.merge(more);
            read.merge(more);
            assertThat(read.top(100)).isEqualTo(values.top(100));
            assertThat(bytes(read)).isEqualTo(bytes(values));
        }
    }

    @Test
    void damaged_bytes_are_refused_or_read_and_never_crash() throws IOException {
        RandomGenerator random = Seeded.random("damaged top");
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = bytes(random(random, FIGURES.get(round % 3)));
            for (int i = 0; i <= random.nextInt(3); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * random.nextInt(bytes.length));
            try {
                TopValues read = read(cut);
                read.top(3);
                read.merge(read);
            } catch (CorruptStateException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void texts_are_in_their_order_so_that_none_comes_twice() {
        StateOutput out = head(2, 2);
        part(out, "a", 1, 1);
        part(out, "a", 1, 1);
        refused(out, "the texts are out of order");
    }

    @Test
    void texts_have_no_more_elements_than_there_are() {
        StateOutput out = head(2, 2);
        part(out, "a", 2, 1);
        part(out, "b", 1, 1);
        refused(out, "the texts have more elements than there are");
    }

    @Test
    void what_is_exact_has_all_elements() {
        StateOutput out = head(5, 1);
        part(out, "a", 2, 2);
        refused(out, "elements are missing");
    }

    @Test
    void weights_are_numbers() {
        StateOutput out = head(2, 1);
        part(out, "a", 2, Double.NaN);
        refused(out, "a weight is out of bounds");
    }

    @Test
    void there_are_at_most_twice_as_many_texts_as_are_exact() {
        StateOutput out = head(7, 7);
        for (int i = 0; i < 7; i++) {
            part(out, "t" + i, 1, 1);
        }
        refused(out, "there are too many texts");
    }

    private static StateOutput head(long elements, int texts) {
        StateOutput out = new StateOutput();
        out.writeByte(0);
        out.writeVarLong(3);
        out.writeDouble(0);
        out.writeVarLong(elements);
        out.writeVarLong(texts);
        return out;
    }

    private static void part(StateOutput out, String text, long count, double weight) {
        ValueCodec.writeNullable(text, out);
        out.writeVarLong(count);
        out.writeDouble(weight);
    }

    private void refused(StateOutput out, String why) {
        assertThatThrownBy(() -> read(out.toByteArray()))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("these are not the bytes of top values: " + why);
    }

    private static TopValues random(RandomGenerator random, Figure figure) {
        TopValues values = new TopValues(5, figure);
        int size = random.nextInt(1, 60);
        for (int i = 0; i < size; i++) {
            values.add("t" + random.nextInt(1 + random.nextInt(40)), random.nextInt(3) * random.nextDouble());
        }
        return values;
    }

    private TopValues read(byte[] bytes) throws IOException {
        return codec.read(new StateInput(bytes), 1);
    }

    private byte[] bytes(TopValues values) {
        StateOutput out = new StateOutput();
        codec.write(values, out);
        return out.toByteArray();
    }
}
