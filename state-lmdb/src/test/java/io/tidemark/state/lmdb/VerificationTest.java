// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage that LMDB itself would not survive, or not notice. */
final class VerificationTest {
    private static final String MARK = "a value to be found in the file";

    @TempDir
    private Path directory;

    private Path file;
    private Place place;
    private int pageSize;

    @BeforeEach
    void write() throws IOException {
        place = new Place("lmdb", "damaged", directory);
        file = directory.resolve("data.mdb");
        try (StateBackend backend = open(true)) {
            for (int id = 1; id <= 5; id++) {
                StateBatch batch = new StateBatch();
                for (int i = 0; i < 500; i++) {
                    batch.put("a", number(i), (MARK + id + " " + i).getBytes(StandardCharsets.UTF_8));
                }
                batch.put("b", number(id), new byte[10_000 * id]);
                backend.apply(batch, id);
            }
        }
        try (PageFile pages = PageFile.open(file)) {
            pageSize = pages.pageSize();
        }
    }

    @Test
    void what_is_whole_is_opened() throws IOException {
        Verification.of(place);
        try (StateBackend backend = open(true)) {
            assertThat(backend.lastCheckpointId()).isEqualTo(5);
        }
    }

    @Test
    void a_file_that_is_cut_is_told_before_reading_it_is_a_bus_error() throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) / 2));
        requireDamaged("it ends before byte");
    }

    @Test
    void a_root_that_leads_nowhere_is_told() throws IOException {
        edit(content -> content.putLong(newest(content) + rootOfMain(), 1L << 40));
        requireDamaged("is not what belongs there");
    }

    @Test
    void a_root_that_leads_to_another_page_is_told() throws IOException {
        edit(content -> {
            int at = newest(content) + rootOfMain();
            content.putLong(at, content.getLong(at) - 1);
        });
        requireDamaged("");
    }

    @Test
    void a_tree_with_other_entries_than_it_says_is_told() throws IOException {
        edit(content -> {
            int at = newest(content) + rootOfMain() - Long.BYTES;
            content.putLong(at, content.getLong(at) + 1);
        });
        requireDamaged("a tree has other pages or entries than it says");
    }

    @Test
    void the_older_meta_page_counts_when_the_newer_one_says_that_it_is_older() throws IOException {
        edit(content -> content.putLong(newest(content) + Meta.BYTES - Long.BYTES, 0));
        try (StateBackend backend = open(true)) {
            assertThat(backend.lastCheckpointId())
                    .as("the batch before the last one")
                    .isEqualTo(4);
            byte[] value = backend.store("a").get(number(7));
            assertThat(new String(value, StandardCharsets.UTF_8)).isEqualTo(MARK + "4 7");
        }
    }

    @Test
    void a_free_page_that_is_in_use_is_told_before_it_is_overwritten() throws IOException {
        edit(content -> {
            ByteBuffer root = page(content, content.getLong(newest(content) + Page.HEADER + 24 + 40));
            int node = root.getShort(Page.HEADER);
            int firstFree = node + 8 + Long.BYTES + Long.BYTES;
            // The root of the main tree is certainly in use.
            root.putLong(firstFree, content.getLong(newest(content) + rootOfMain()));
        });
        requireDamaged("the free pages cannot be right");
    }

    @Test
    void an_entry_that_was_changed_is_told_when_it_is_opened() throws IOException {
        edit(content -> content.put(newestValue(content), (byte) 'X'));
        requireDamaged("an entry cannot be right");
    }

    @Test
    void an_entry_that_was_changed_is_told_when_it_is_read_if_nobody_looked_before() throws IOException {
        edit(content -> content.put(newestValue(content), (byte) 'X'));
        try (StateBackend backend = open(false);
                StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            assertThatExceptionOfType(CorruptStateException.class)
                    .isThrownBy(() -> {
                        while (cursor.next()) {
                            assertThat(backend.store("a").get(cursor.key())).isNotNull();
                        }
                    })
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("delete this directory");
        }
    }

    @Test
    void what_is_no_lmdb_file_is_told() throws IOException {
        Files.writeString(file, "something else, which is long enough to hold the first page of a file".repeat(1000));
        requireDamaged("it is not an LMDB file");
    }

    private void requireDamaged(String why) {
        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> open(true))
                .withMessageContaining(directory.toString())
                .withMessageContaining("delete this directory")
                .withMessageContaining(why);
    }

    private StateBackend open(boolean verify) throws IOException {
        return LmdbStateBackendFactory.open(place, new Settings(1L << 30, 100, verify));
    }

    /** Where the meta page that counts begins. */
    private int newest(ByteBuffer content) {
        int transaction = Meta.BYTES - Long.BYTES;
        return content.getLong(pageSize + transaction) > content.getLong(transaction) ? pageSize : 0;
    }

    private static int rootOfMain() {
        return Page.HEADER + 24 + Tree.BYTES + 40;
    }

    private ByteBuffer page(ByteBuffer content, long number) {
        return content.slice((int) number * pageSize, pageSize).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where a value of the last batch is. */
    private static int newestValue(ByteBuffer content) {
        return StandardCharsets.ISO_8859_1
                .decode(content.duplicate().rewind())
                .toString()
                .indexOf(MARK + "5 ");
    }

    private void edit(Edit edit) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        edit.make(content);
        Files.write(file, content.array());
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** Changes the file's content. */
    @FunctionalInterface
    private interface Edit {
        void make(ByteBuffer content);
    }
}
