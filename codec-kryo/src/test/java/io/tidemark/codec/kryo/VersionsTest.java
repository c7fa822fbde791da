// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateCodec;
import io.tidemark.codec.StateInput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Older versions are read by the codecs that wrote them. */
final class VersionsTest {
    /** Version 1. */
    record One(long count) {}

    /** Version 2. */
    record Two(long count, double sum) {}

    /** Version 3. */
    record Three(Map<String, Double> numbers) {}

    /** Looks as version 2, but it is none. */
    record Renamed(long count, double total) {}

    /** Holds some. */
    @SuppressWarnings("ArrayRecordComponent") // Arrays are what is tested.
    record Ones(One[] all, One last) {}

    /** Is {@link One} with another name. */
    record Uno(long count) {}

    /** Is {@link Ones} with another name. */
    @SuppressWarnings("ArrayRecordComponent") // Arrays are what is tested.
    record Unos(Uno[] all, Uno last) {}

    private static StateCodec<One> one() {
        return KryoCodec.of("test.numbers", 1, One.class).build();
    }

    private static StateCodec<Two> two() {
        return KryoCodec.of("test.numbers", 2, Two.class)
                .upgrading(one(), old -> new Two(old.count, Double.NaN))
                .build();
    }

    private static StateCodec<Three> three() {
        return KryoCodec.of("test.numbers", 3, Three.class)
                .registering(1, HashMap.class)
                .upgrading(two(), VersionsTest::upgraded)
                .build();
    }

    private static Three upgraded(Two old) {
        if (old.count < 0) {
            throw new IllegalStateException("fewer than none");
        }
        return new Three(new HashMap<>(Map.of("count", (double) old.count, "sum", old.sum)));
    }

    @Test
    void every_version_is_read() throws IOException {
        byte[] first = Coded.bytes(one(), new One(7));
        byte[] second = Coded.bytes(two(), new Two(7, 1.5));
        byte[] third = Coded.bytes(three(), new Three(new HashMap<>(Map.of("count", 8.0))));

        assertThat(three().read(new StateInput(first), 1).numbers).isEqualTo(Map.of("count", 7.0, "sum", Double.NaN));
        assertThat(three().read(new StateInput(second), 2).numbers).isEqualTo(Map.of("count", 7.0, "sum", 1.5));
        assertThat(three().read(new StateInput(third), 3).numbers).isEqualTo(Map.of("count", 8.0));
    }

    @Test
    void what_an_upgrade_throws_is_damage() {
        byte[] second = Coded.bytes(two(), new Two(-1, 1.5));
        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> three().read(new StateInput(second), 2))
                .withMessageContaining("fewer than none");
    }

    @Test
    void a_codec_that_forgets_a_version_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KryoCodec.of("test.numbers", 2, Two.class).build())
                .withMessageContaining("must read the versions before it too");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> KryoCodec.of("test.numbers", 3, Three.class).upgrading(one(), old -> new Three(Map.of())))
                .withMessageContaining("upgrades version 2 of itself, but this is 'test.numbers', version 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KryoCodec.of("test.others", 2, Two.class).upgrading(one(), old -> new Two(0, 0)));
    }

    @Test
    void changed_fields_without_a_new_version_are_told() {
        byte[] bytes = Coded.bytes(KryoCodec.of("test.renamed", 1, Two.class).build(), new Two(7, 1.5));
        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> Coded.value(
                        KryoCodec.of("test.renamed", 1, Renamed.class).build(), bytes))
                .withMessageContaining("have changed since they were written")
                .withMessageContaining("upgrading(...)");
    }

    @Test
    void another_id_or_another_class_of_the_jdk_is_told() throws IOException {
        Three value = new Three(new HashMap<>(Map.of("a", 1.0)));
        byte[] bytes = Coded.bytes(numbers(1, HashMap.class), value);

        assertThat(Coded.value(numbers(1, HashMap.class), bytes)).isEqualTo(value);
        for (StateCodec<Three> other : List.of(numbers(2, HashMap.class), numbers(1, TreeMap.class))) {
            assertThatExceptionOfType(CorruptStateException.class)
                    .isThrownBy(() -> Coded.value(other, bytes))
                    .withMessageContaining("have changed since they were written");
        }
    }

    @Test
    void classes_may_have_other_names_than_when_they_were_written() throws IOException {
        StateCodec<Ones> before = KryoCodec.of("test.ones", 1, Ones.class)
                .registering(1, One.class)
                .registering(2, One[].class)
                .build();
        StateCodec<Unos> after = KryoCodec.of("test.ones", 1, Unos.class)
                .registering(1, Uno.class)
                .registering(2, Uno[].class)
                .build();
        byte[] bytes = Coded.bytes(before, new Ones(new One[] {new One(7)}, new One(8)));

        Unos read = Coded.value(after, bytes);
        assertThat(read.all()).containsExactly(new Uno(7));
        assertThat(read.last()).isEqualTo(new Uno(8));
    }

    private static StateCodec<Three> numbers(int id, Class<?> map) {
        return KryoCodec.of("test.three", 1, Three.class).registering(id, map).build();
    }
}
