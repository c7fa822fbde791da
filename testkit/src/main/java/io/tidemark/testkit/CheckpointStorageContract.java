// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.checkpoint.BlobExistsException;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.StoredBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link CheckpointStorage} must do. A storage's test extends it and says how to open one. Nothing of it is overridden.
 */
public abstract class CheckpointStorageContract {
    /** The seed of the randomised tests. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    @TempDir
    private Path directory;

    private CheckpointStorage storage;

    /** For a subclass to call. */
    protected CheckpointStorageContract() {}

    /** Opens the storage that {@code directory} stands for: what was put into it before is found again, and two that are open at once see each other's blobs. */
    protected abstract CheckpointStorage open(Path directory) throws IOException;

    @BeforeEach
    void openStorage() throws IOException {
        storage = open(directory);
    }

    @AfterEach
    void closeStorage() throws IOException {
        storage.close();
    }

    @Test
    void what_was_put_is_got_back() throws IOException {
        storage.put("segments/1", bytes("one"));
        storage.put("manifests/1", bytes("two"));
        storage.put("empty", new byte[0]);
        assertThat(text(storage.get("segments/1"))).isEqualTo("one");
        assertThat(text(storage.get("manifests/1"))).isEqualTo("two");
        assertThat(storage.get("empty")).as("an empty blob").isNotNull().isEmpty();
        assertThat(storage.get("segments/2")).as("a blob that is not there").isNull();
        assertThat(storage.get("segments"))
                .as("what is only the beginning of a name")
                .isNull();
    }

    @Test
    void a_blob_may_be_large() throws IOException {
        byte[] large = new byte[CheckpointStorage.MIN_MAX_BLOB_LENGTH];
        seeds.random().nextBytes(large);
        storage.put("large", large);
        assertThat(Arrays.equals(storage.get("large"), large))
                .as("the large blob")
                .isTrue();
        assertThat(storage.list("")).containsExactly(new StoredBlob("large", large.length));
    }

    @Test
    void a_blob_is_written_once() throws IOException {
        storage.put("manifests/1", bytes("first"));
        for (String content : List.of("second", "first")) {
            assertThatExceptionOfType(BlobExistsException.class)
                    .as("putting '%s' where 'first' is", content)
                    .isThrownBy(() -> storage.put("manifests/1", bytes(content)))
                    .withMessageContaining("manifests/1");
        }
        assertThat(text(storage.get("manifests/1"))).as("after a second put").isEqualTo("first");
    }

    @Test
    void of_many_puts_of_one_name_from_several_storages_one_succeeds() throws Exception {
        int racers = 8;
        try (CheckpointStorage other = open(directory)) {
            for (int round = 0; round < 10; round++) {
                String name = "manifests/" + round;
                List<Callable<Boolean>> puts = IntStream.range(0, racers)
                        .<Callable<Boolean>>mapToObj(i -> () -> wins(i % 2 == 0 ? storage : other, name, i))
                        .toList();
                List<Boolean> wins = Concurrently.run(puts);
                assertThat(wins).as("puts of '%s' that succeeded", name).containsOnlyOnce(true);
                assertThat(text(other.get(name)))
                        .as("the content of the put that succeeded")
                        .isEqualTo("racer " + wins.indexOf(true));
            }
        }
    }

    @Test
    void a_list_is_ascending_and_holds_what_begins_with_the_prefix() throws IOException {
        for (String name :
                List.of("segments/10", "segments/1", "segments/2-b", "manifests/1", "segments-old/1", "seg")) {
            storage.put(name, bytes(name));
        }
        assertThat(storage.list("")).extracting(StoredBlob::name).isSorted().hasSize(6);
        assertThat(storage.list("segments/"))
                .containsExactly(
                        new StoredBlob("segments/1", 10),
                        new StoredBlob("segments/10", 11),
                        new StoredBlob("segments/2-b", 12));
        assertThat(storage.list("seg"))
                .as("a prefix that ends within a part")
                .extracting(StoredBlob::name)
                .containsExactly("seg", "segments-old/1", "segments/1", "segments/10", "segments/2-b");
        assertThat(storage.list("segments/10")).hasSize(1);
        assertThat(storage.list("nothing")).isEmpty();
    }

    @Test
    void a_list_is_whole_also_when_it_is_long() throws IOException {
        // One more than S3 has on a page.
        int count = 1001;
        for (int i = 0; i < count; i++) {
            storage.put("segments/" + (10_000 + i), new byte[1]);
        }
        assertThat(storage.list("segments/"))
                .as("a list of %d blobs", count)
                .extracting(StoredBlob::name)
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .mapToObj(i -> "segments/" + (10_000 + i))
                        .toList());
    }

    @Test
    void what_is_deleted_is_gone_and_deleting_again_is_fine() throws IOException {
        storage.put("segments/1", bytes("one"));
        storage.put("segments/2", bytes("two"));
        for (String name : List.of("segments/1", "segments/1", "never/there")) {
            assertThatCode(() -> storage.delete(name))
                    .as("deleting what is there, and deleting what is gone")
                    .doesNotThrowAnyException();
        }
        assertThat(storage.get("segments/1")).as("a deleted blob").isNull();
        assertThat(storage.list("")).as("the list after a delete").containsExactly(new StoredBlob("segments/2", 3));
    }

    @Test
    void names_that_lead_elsewhere_are_refused() {
        for (String name :
                List.of("", "..", "../a", "a/../b", "/a", "a/", "a//b", ".a", "A", "a\\b", "%2e%2e", "a\u0000")) {
            assertThatIllegalArgumentException().as("put '%s'", name).isThrownBy(() -> storage.put(name, new byte[1]));
            assertThatIllegalArgumentException().as("get '%s'", name).isThrownBy(() -> storage.get(name));
            assertThatIllegalArgumentException().as("delete '%s'", name).isThrownBy(() -> storage.delete(name));
        }
        assertThatIllegalArgumentException().as("list '../'").isThrownBy(() -> storage.list("../"));
    }

    @Test
    void what_the_caller_does_with_its_arrays_afterwards_changes_nothing() throws IOException {
        byte[] content = bytes("one");
        storage.put("segments/1", content);
        content[0] = 'X';
        assertThat(text(storage.get("segments/1")))
                .as("after the array that was put was changed")
                .isEqualTo("one");
        byte[] got = storage.get("segments/1");
        Arrays.fill(got, (byte) 'X');
        assertThat(text(storage.get("segments/1")))
                .as("after an array that was got was changed")
                .isEqualTo("one");
    }

    @Test
    void a_reader_sees_a_whole_blob_or_none() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Boolean>> actions = new ArrayList<>(Collections.nCopies(2, () -> readUntil(done)));
        actions.add(() -> {
            try {
                for (int i = 0; i < 50; i++) {
                    byte[] content = new byte[100_000];
                    Arrays.fill(content, (byte) i);
                    storage.put("segments/" + i, content);
                }
            } finally {
                done.set(true);
            }
            return true;
        });
        Concurrently.run(actions);
        assertThat(storage.list("segments/")).hasSize(50);
    }

    @Test
    void opening_again_finds_every_blob() throws IOException {
        storage.put("segments/1", bytes("one"));
        storage.put("segments/2", bytes("two"));
        storage.delete("segments/2");
        storage.close();
        storage = open(directory);
        assertThat(text(storage.get("segments/1")))
                .as("a blob after opening again")
                .isEqualTo("one");
        assertThat(storage.list("")).containsExactly(new StoredBlob("segments/1", 3));
        assertThatExceptionOfType(BlobExistsException.class)
                .isThrownBy(() -> storage.put("segments/1", bytes("other")));
    }

    @Test
    void a_closed_storage_says_so_whatever_is_called() throws IOException {
        storage.put("segments/1", bytes("one"));
        storage.close();
        assertThatIllegalStateException().as("put").isThrownBy(() -> storage.put("a", new byte[1]));
        assertThatIllegalStateException().as("get").isThrownBy(() -> storage.get("segments/1"));
        assertThatIllegalStateException().as("list").isThrownBy(() -> storage.list(""));
        assertThatIllegalStateException().as("delete").isThrownBy(() -> storage.delete("segments/1"));
        storage.close();
    }

    private static boolean wins(CheckpointStorage storage, String name, int racer) throws IOException {
        try {
            storage.put(name, bytes("racer " + racer));
            return true;
        } catch (BlobExistsException lost) {
            return false;
        }
    }

    private boolean readUntil(AtomicBoolean done) throws IOException {
        do {
            for (StoredBlob blob : storage.list("segments/")) {
                byte[] content = present(storage.get(blob.name()));
                assertThat(content).as("a listed blob").hasSize(100_000);
                assertThat(blob.length())
                        .as("the length of the blob in the list")
                        .isEqualTo(100_000);
                assertThat(content[content.length - 1]).as("its last byte").isEqualTo(content[0]);
            }
        } while (!done.get());
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }

    private static String text(byte @Nullable [] bytes) {
        return new String(present(bytes), US_ASCII);
    }

    private static byte[] present(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw new AssertionError("a blob that was put is not there");
        }
        return bytes;
    }
}
