// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class QuantileSketchCodecTest {
    /** A sketch with a window of 64 octaves of 512 counters of 8 bytes. */
    private static final long ALWAYS_ALLOWED = 256 + 64 * 512 * 8;

    private static final long MOST_ALLOWED = 28 << 20;

    /** -3, 0, 0, 250, 412.5 three times, 1e9. */
    private static final String VERSION_1 = "3f847ae147ae147b02c00800000000000041cdcd65000000000202bc87115501a01500";

    private static final double[] ERRORS = {0.25, 0.01, 0.001};

    private final QuantileSketchCodec codec = QuantileSketchCodec.INSTANCE;

    @Test
    void what_was_written_is_read_and_goes_on_as_the_original() throws CorruptStateException {
        RandomGenerator random = Seeded.random("round trip");
        for (Distribution shape : Distribution.values()) {
            for (int i = 0; i < 30; i++) {
                QuantileSketch sketch = random(random, shape);
                byte[] bytes = bytes(sketch);
                QuantileSketch read = read(bytes);
                assertThat(bytes(read)).isEqualTo(bytes);
                sketch.merge(read);
                read.merge(read);
                assertThat(bytes(sketch)).isEqualTo(bytes(read));
            }
        }
    }

    @Test
    void a_sketch_ends_where_it_says() throws CorruptStateException {
        StateOutput out = new StateOutput();
        for (double value = 1; value < 4; value++) {
            QuantileSketch sketch = new QuantileSketch(0.01);
            sketch.add(1);
            sketch.add(value);
            codec.write(sketch, out);
        }
        StateInput in = new StateInput(out.toByteArray());
        for (double value = 1; value < 4; value++) {
            assertThat(codec.read(in, 1).quantile(100)).isEqualTo(value);
        }
        assertThat(in.remaining()).isZero();
    }

    @Test
    void a_typical_small_sketch_takes_about_a_byte_and_a_half_for_a_value() {
        RandomGenerator random = Seeded.random("size");
        QuantileSketch sketch = new QuantileSketch(0.01);
        for (int i = 0; i < 100; i++) {
            sketch.add(400 * Math.exp(0.5 * random.nextGaussian()));
        }
        assertThat(bytes(sketch)).hasSizeLessThan(170);
    }

    @Test
    void r3_the_bytes_of_version_1_stay_readable() throws CorruptStateException {
        QuantileSketch read = read(HexFormat.of().parseHex(VERSION_1));
        QuantileSketch sketch = new QuantileSketch(0.01);
        for (double value : new double[] {-3, 0, 0, 250, 412.5, 412.5, 412.5, 1e9}) {
            sketch.add(value);
        }
        assertThat(HexFormat.of().formatHex(bytes(sketch))).isEqualTo(VERSION_1);
        assertThat(read.count()).isEqualTo(8);
        assertThat(read.quantile(75)).isEqualTo(sketch.quantile(75));
    }

    @Test
    void r3_another_version_is_refused() {
        assertThatThrownBy(() -> codec.read(new StateInput(new byte[100]), 2))
                .isInstanceOf(CorruptStateException.class)
                .hasMessage("a quantile sketch of version 2 cannot be read, only of version 1");
    }

    @Test
    void r3_every_truncation_is_found() {
        RandomGenerator random = Seeded.random("truncation");
        for (Distribution shape : Distribution.values()) {
            byte[] bytes = bytes(random(random, shape));
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 300) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> read(cut)).isInstanceOf(CorruptStateException.class);
            }
        }
    }

    @Test
    void altered_bytes_are_refused_or_a_sound_sketch_of_bounded_size() {
        RandomGenerator random = Seeded.random("altered");
        int sound = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = bytes(random(random, Distribution.at(i), 200));
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                // Mostly behind the error and the form, where there is more to get wrong.
                int at = random.nextInt(Math.min(bytes.length - 1, random.nextInt(10) == 0 ? 0 : 9), bytes.length);
                bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
            sound += soundness(bytes);
        }
        assertThat(sound).isBetween(100, 4_900);
    }

    @Test
    void arbitrary_bytes_behind_a_good_beginning_are_refused_or_a_sound_sketch_of_bounded_size() {
        RandomGenerator random = Seeded.random("arbitrary");
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            StateOutput out = new StateOutput();
            out.writeDouble(ERRORS[random.nextInt(ERRORS.length)]);
            out.writeByte(random.nextInt(8) == 0 ? random.nextInt(3) : 2);
            out.writeDouble(random.nextBoolean() ? -1e300 : random.nextInt(-1, 2));
            out.writeDouble(random.nextBoolean() ? Double.MAX_VALUE : random.nextInt(-1, 2));
            out.writeVarLong(random.nextInt(2));
            out.writeRaw(noise);
            soundness(out.toByteArray());
        }
    }

    @Test
    void a_huge_count_beside_a_counter_in_every_octave_stays_below_the_limit() throws CorruptStateException {
        QuantileSketch sketch = new QuantileSketch(QuantileSketch.MIN_RELATIVE_ERROR);
        sketch.add(-Double.MAX_VALUE, Long.MAX_VALUE / 2);
        for (int exponent = 1023; exponent >= -1074; exponent--) {
            sketch.add(Math.scalb(-1.0, exponent));
        }
        for (int exponent = -1074; exponent <= 1023; exponent++) {
            sketch.add(Math.scalb(1.0, exponent));
        }
        byte[] bytes = bytes(sketch);
        assertThat(bytes).hasSizeLessThan(10_000);
        assertThat(read(bytes).sizeInBytes()).isBetween(17_000_000L, MOST_ALLOWED);
    }

    /** 1 if the bytes are read as a sketch whose answers are right, 0 if they are refused; anything else is an error. */
    private int soundness(byte[] bytes) {
        QuantileSketch sketch;
        try {
            sketch = read(bytes);
        } catch (CorruptStateException expected) {
            return 0;
        }
        assertThat(sketch.sizeInBytes()).isLessThan(Math.min(MOST_ALLOWED, ALWAYS_ALLOWED + 4096L * bytes.length));
        if (sketch.count() > 0) {
            double before = Double.NEGATIVE_INFINITY;
            for (int p = 0; p <= 100; p += 10) {
                assertThat(sketch.quantile(p)).isFinite().isGreaterThanOrEqualTo(before);
                before = sketch.quantile(p);
            }
        }
        assertThat(bytes(sketch)).hasSizeLessThanOrEqualTo(bytes.length);
        return 1;
    }

    private QuantileSketch random(RandomGenerator random, Distribution shape) {
        return random(random, shape, 3000);
    }

    private QuantileSketch random(RandomGenerator random, Distribution shape, int most) {
        QuantileSketch sketch = new QuantileSketch(ERRORS[random.nextInt(ERRORS.length)]);
        for (double value : shape.draw(random, random.nextInt(random.nextBoolean() ? 4 : most))) {
            sketch.add(value, random.nextInt(20) == 0 ? random.nextLong(1L << 40) : 1);
        }
        return sketch;
    }

    private byte[] bytes(QuantileSketch sketch) {
        StateOutput out = new StateOutput();
        codec.write(sketch, out);
        return out.toByteArray();
    }

    private QuantileSketch read(byte[] bytes) throws CorruptStateException {
        return codec.read(new StateInput(bytes), 1);
    }
}
