// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.engine.Footprint;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class HistogramTest {
    /** Bounds 1 and 4; 1, 2, 4, 5 and 5. */
    private static final String VERSION_1 =
            "023ff0000000000000401000000000000001020205403100000000000000000000000000003ff00000000000004014000000000000";

    @Test
    void a_bound_lies_in_the_bucket_that_it_ends() {
        Histogram histogram = new Histogram(1, 4);
        for (double number : new double[] {-1e300, 1, Math.nextUp(1.0), 4, Math.nextUp(4.0), 1e300}) {
            histogram.add(number);
        }
        assertThat(histogram.counts()).containsExactly(2, 2, 2);
    }

    @Test
    void merged_parts_are_what_a_naive_count_finds() {
        RandomGenerator random = Seeded.random("histogram");
        for (int round = 0; round < 200; round++) {
            double[] bounds = random.doubles(1 + random.nextInt(20), -10, 10)
                    .map(bound -> Math.rint(bound) + 0.0)
                    .distinct()
                    .sorted()
                    .toArray();
            long[] naive = new long[bounds.length + 1];
            double sum = 0;
            Histogram whole = new Histogram(bounds);
            Histogram part = new Histogram(bounds);
            for (int i = 0; i < 300; i++) {
                double number = random.nextInt(-12, 13) / (1.0 + random.nextInt(2));
                sum += number;
                part.add(number);
                naive[
                        (int) Arrays.stream(bounds)
                                .filter(bound -> bound < number)
                                .count()]++;
                if (random.nextInt(50) == 0) {
                    whole.merge(part);
                    part.clear();
                }
            }
            whole.merge(part);
            assertThat(whole.counts()).isEqualTo(naive);
            assertThat(whole.sum()).isCloseTo(sum, within(1e-9));
            assertThat(whole.count()).isEqualTo(300);
        }
    }

    @Test
    void memory_is_that_of_its_buckets() {
        assertThat(Footprint.of(new Histogram(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)))
                .isLessThan(450);
    }

    @Test
    void bounds_ascend_and_agree() {
        for (double[] bounds : new double[][] {{}, {1, 1}, {2, 1}, {Double.NaN}, {1, Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> new Histogram(bounds)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Histogram(1).merge(new Histogram(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("histograms of different buckets cannot be merged");
    }

    @Test
    void r3_the_bytes_of_version_1_stay_readable() throws CorruptStateException {
        Histogram histogram = new Histogram(1, 4);
        for (double number : new double[] {1, 2, 4, 5, 5}) {
            histogram.add(number);
        }
        StateOutput out = new StateOutput();
        HistogramCodec.INSTANCE.write(histogram, out);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(VERSION_1);
        Histogram read = read(HexFormat.of().parseHex(VERSION_1));
        assertThat(read.counts()).containsExactly(1, 2, 2);
        assertThat(read.sum()).isEqualTo(17);
    }

    @Test
    void damaged_bytes_are_refused_or_read_and_never_crash() {
        RandomGenerator random = Seeded.random("damaged histogram");
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = HexFormat.of().parseHex(VERSION_1);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            byte[] cut = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * random.nextInt(bytes.length));
            try {
                read(cut).add(3);
            } catch (CorruptStateException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void counts_that_are_not_those_of_all_numbers_are_refused() {
        byte[] bytes = HexFormat.of().parseHex(VERSION_1);
        bytes[17]++;
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("these are not the bytes of a histogram: the counts are not those of all numbers");
    }

    private static Histogram read(byte[] bytes) throws CorruptStateException {
        return HistogramCodec.INSTANCE.read(new StateInput(bytes), 1);
    }
}
