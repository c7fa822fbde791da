// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is not what was written is never handed out. */
final class DamageTest {
    private static final int COUNT = 2000;

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "H2, content = X'00000008'",
        "H2, checksum = checksum + 1",
        "H2, size = 5",
        "H2, size = 1000000",
        "H2, entry_key = X'00000009'",
        "POSTGRES, content = '\\x00000008'",
        "POSTGRES, checksum = checksum + 1",
        "POSTGRES, size = 3",
        "POSTGRES, size = 1000000",
        "POSTGRES, entry_key = '\\x00000009'"
    })
    void a_row_that_was_changed_is_refused_by_its_checksum(Kind kind, String change) throws Exception {
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.put(7, 7), 1);
            execute(kind, "UPDATE state_entry SET " + change + where(kind));
            int key = change.startsWith("entry_key") ? 9 : 7;
            assertThatExceptionOfType(CorruptStateException.class)
                    .isThrownBy(() -> Entries.get(backend, key))
                    .withMessageContaining("damaged")
                    .withMessageContaining("Clear this state");
            assertThatExceptionOfType(CorruptStateException.class).isThrownBy(() -> Entries.values(backend, "a"));
            backend.clear();
            backend.apply(Entries.put(7, 7), 1);
            assertThat(Entries.values(backend, "a")).containsExactly(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_long_value_that_lacks_a_part_is_refused(Kind kind) throws Exception {
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.put(7, new byte[3 * Rows.PART_LENGTH]), 1);
            execute(kind, "DELETE FROM state_entry" + where(kind) + " AND part = 2");
            assertThatExceptionOfType(CorruptStateException.class)
                    .isThrownBy(() -> backend.store("a").get(Entries.number(7)))
                    .withMessageContaining("part 2");
        }
    }

    /**
     * A byte of the file is changed, as a failing disk would. H2 has no checksum over its pages: an entry may not be found any more, and nobody notices. But no entry is ever wrong, and what H2
     * trips over is reported as damage.
     */
    @Test
    void a_damaged_file_of_h2_never_gives_a_wrong_value() throws Exception {
        Map<Integer, byte[]> expected = fill();
        byte[] intact = Files.readAllBytes(file());
        int noticed = 0;
        for (int i = 0; i < 25; i++) {
            byte[] damaged = intact.clone();
            int at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            noticed += isNoticed(damaged, expected) ? 1 : 0;
        }
        assertThat(noticed).as("damages that were noticed").isPositive();
    }

    @Test
    void a_file_of_h2_that_was_cut_off_is_reported_with_what_to_do() throws Exception {
        Map<Integer, byte[]> expected = fill();
        byte[] intact = Files.readAllBytes(file());
        for (int length : new int[] {1, 4096, 3 * 4096, intact.length / 2}) {
            assertThat(isNoticed(Arrays.copyOf(intact, length), expected))
                    .as("whether it is noticed that only %d of %d bytes are left", length, intact.length)
                    .isTrue();
        }
        assertThat(isNoticed(intact, expected)).isFalse();
    }

    @Test
    void a_full_disk_under_h2_is_reported_and_nothing_that_was_applied_is_lost() throws Exception {
        StateBackendConfig config = Kind.H2.config(directory);
        int applied = 0;
        // A limit to the size of its files, in blocks of 512 bytes, is to the process what a full disk is.
        try (Child child = Child.start(config, "h2", "/bin/sh", "-c", "ulimit -f 1500; exec \"$@\"", "sh")) {
            String line = child.readLine();
            while (line != null && !line.startsWith("failed")) {
                applied = Integer.parseInt(line);
                line = child.readLine();
            }
            assertThat(line)
                    .as("what the writer said, after %d batches", applied)
                    .contains("there is no room for")
                    .contains("make some");
        }
        try (StateBackend backend = Kind.H2.open(directory)) {
            int last = (int) backend.lastCheckpointId();
            assertThat(last).isBetween(applied, applied + 1);
            assertThat(Entries.values(backend, "a")).hasSize(Child.KEYS).containsOnly(last);
            backend.apply(Child.batch(last + 1), last + 1);
        }
    }

    @Test
    void a_full_disk_under_postgres_is_reported_and_it_goes_on_when_there_is_room() throws Exception {
        StateBackendConfig config = Kind.with(Kind.POSTGRES.config(directory), "schema", "full_disk");
        try (StateBackend backend = Kind.POSTGRES.open(config);
                Connection connection = new PostgresDatabase(config).source().getConnection();
                Statement statement = connection.createStatement()) {
            backend.apply(Entries.put(1, 1), 1);
            statement.execute("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100'', MESSAGE = ''could not extend file''; END'");
            statement.execute("CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON state_entry"
                    + " EXECUTE FUNCTION full_disk()");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> backend.apply(Entries.put(1, 2), 2))
                    .withMessageContaining("disk of the database is full");
            assertThat(backend.lastCheckpointId()).isEqualTo(1);
            statement.execute("DROP TRIGGER full_disk ON state_entry");
            backend.apply(Entries.put(1, 2), 2);
            assertThat(Entries.get(backend, 1)).isEqualTo("00000002");
        }
    }

    private Map<Integer, byte[]> fill() throws IOException {
        Map<Integer, byte[]> expected = new HashMap<>();
        try (StateBackend backend = Kind.H2.open(directory)) {
            for (int id = 1; id <= 3; id++) {
                StateBatch batch = new StateBatch();
                for (int key = 0; key < COUNT; key++) {
                    byte[] value = new byte[100];
                    random.nextBytes(value);
                    batch.put("a", Entries.number(key), value);
                    expected.put(key, value);
                }
                backend.apply(batch, id);
            }
        }
        return expected;
    }

    /** Whether a file with {@code content} is refused, when it is opened or when it is read. Throws when it holds what was never written. */
    private boolean isNoticed(byte[] content, Map<Integer, byte[]> expected) throws IOException {
        Path copy = Files.createTempDirectory(directory, "damaged");
        Path damaged = Files.createDirectories(copy.resolve("job")).resolve("state.mv.db");
        Files.write(damaged, content);
        try (StateBackend backend = Kind.H2.open(copy)) {
            if (backend.lastCheckpointId() == 0) {
                return true;
            }
            try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
                while (cursor.next()) {
                    int key = ByteBuffer.wrap(cursor.key()).getInt();
                    assertThat(cursor.value()).as("the value of %d", key).isEqualTo(expected.get(key));
                }
            }
            return false;
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("the h2 state backend of 'job' in ");
            return true;
        }
    }

    private Path file() {
        return directory.resolve("job").resolve("state.mv.db");
    }

    private String where(Kind kind) {
        return " WHERE " + kind.isEntryOf(directory);
    }

    private void execute(Kind kind, String sql) throws Exception {
        try (Connection connection = kind.connect(directory);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
