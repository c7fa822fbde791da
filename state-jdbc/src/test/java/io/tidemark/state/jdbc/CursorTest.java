// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CursorTest {
    private static final int MANY = 5 * Sql.PAGE;

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void a_scan_over_many_pages_holds_every_entry_once(Kind kind) throws IOException {
        try (StateBackend backend = kind.open(directory)) {
            for (int count : new int[] {Sql.PAGE - 1, Sql.PAGE, Sql.PAGE + 1, MANY}) {
                backend.clear();
                backend.apply(Entries.many(count), 1);
                assertThat(Entries.values(backend, "a"))
                        .as("a scan over %d entries", count)
                        .isEqualTo(IntStream.range(0, count).boxed().toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_longest_keys_are_found_and_scanned_whatever_is_in_them(Kind kind) throws IOException {
        List<byte[]> keys = new ArrayList<>();
        try (StateBackend backend = kind.open(directory)) {
            StateBatch batch = new StateBatch();
            for (int i = 0; i < 2 * Sql.PAGE; i++) {
                // Random bytes: those that could be compressed would hide how long an index entry may be.
                byte[] key = new byte[backend.capabilities().maxKeyLength() - i % 3];
                random.nextBytes(key);
                keys.add(key);
                batch.put("a", key, Entries.number(i));
            }
            backend.apply(batch, 1);
            keys.sort(Arrays::compareUnsigned);
            try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
                for (byte[] key : keys) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.key()).isEqualTo(key);
                    assertThat(backend.store("a").get(key)).isEqualTo(cursor.value());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void values_of_every_length_are_read_whole_also_when_they_are_replaced_while_a_cursor_stands_on_them(Kind kind)
            throws IOException {
        int[] lengths = {
            0, 1, Rows.PART_LENGTH, Rows.PART_LENGTH + 1, 2 * Rows.PART_LENGTH, 2 * Rows.PART_LENGTH + 1, (1 << 20) + 1
        };
        byte[][] values = Arrays.stream(lengths).mapToObj(this::randomBytes).toArray(byte[][]::new);
        try (StateBackend backend = kind.open(directory)) {
            StateBatch batch = new StateBatch();
            for (int i = 0; i < values.length; i++) {
                batch.put("a", Entries.number(i), values[i]);
            }
            backend.apply(batch, 1);
            try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
                backend.apply(Entries.many(values.length), 2);
                for (byte[] value : values) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(Arrays.equals(cursor.value(), value))
                            .as("the value of %d bytes", value.length)
                            .isTrue();
                }
            }
            assertThat(Entries.values(backend, "a"))
                    .as("after long values were replaced by short ones")
                    .isEqualTo(IntStream.range(0, values.length).boxed().toList());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_long_value_that_was_replaced_leaves_nothing_behind(Kind kind) throws Exception {
        byte[] shorter = randomBytes(Rows.PART_LENGTH + 10);
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.put(1, randomBytes(3 * Rows.PART_LENGTH)), 1);
            backend.apply(Entries.put(1, shorter), 2);
            assertThat(backend.store("a").get(Entries.number(1))).isEqualTo(shorter);
            assertThat(rows(kind)).isEqualTo(2);
            backend.apply(Entries.put(1, 5), 3);
            assertThat(Entries.get(backend, 1)).isEqualTo("00000005");
            assertThat(rows(kind)).isEqualTo(1);
        }
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.put(1, randomBytes(2 * Rows.PART_LENGTH)), 4);
        }
        try (StateBackend backend = kind.open(directory)) {
            StateBatch batch = new StateBatch();
            batch.delete("a", Entries.number(1));
            backend.apply(batch, 5);
            assertThat(Entries.get(backend, 1)).isNull();
            assertThat(rows(kind)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void short_scans_keep_no_connection_and_long_ones_leave_one_for_reading(Kind kind) throws IOException {
        StateBackendConfig two =
                Kind.with(Kind.with(kind.config(directory), "pool_size", "2"), "connect_timeout_seconds", "2");
        List<StateCursor> cursors = new ArrayList<>();
        try (StateBackend backend = kind.open(two)) {
            backend.apply(Entries.many(MANY), 1);
            for (int i = 0; i < 10; i++) {
                cursors.add(backend.store("a").scan(KeyRange.before(Entries.number(100))));
            }
            StateCursor kept = backend.store("a").scan(KeyRange.all());
            assertThat(Entries.get(backend, 7)).as("a read beside a long scan").isEqualTo("00000007");
            assertThatExceptionOfType(IOException.class)
                    .as("one long scan too many")
                    .isThrownBy(() -> backend.store("a").scan(KeyRange.all()))
                    .withMessageContaining("raise pool_size");
            kept.close();
            backend.store("a").scan(KeyRange.all()).close();
            for (StateCursor cursor : cursors) {
                assertThat(cursor.next()).isTrue();
                cursor.close();
            }
        }
    }

    private int rows(Kind kind) throws Exception {
        try (Connection connection = kind.connect(directory);
                Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("SELECT COUNT(*) FROM state_entry WHERE " + kind.isEntryOf(directory))) {
            count.next();
            return count.getInt(1);
        }
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
