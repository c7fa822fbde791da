// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.checkpoint.StoredBlob;
import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule R3: whatever happens to a blob is noticed, an older checkpoint is used, and that is said. */
final class DamagedLogTest {
    private static final LogOptions OPTIONS = new LogOptions(3, 200, 10, 10);

    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();
    private final Map<Long, List<String>> written = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void writeCheckpoints() throws IOException {
        CheckpointLog log = Logs.open(storage, OPTIONS);
        StateBatch base = new StateBatch();
        for (int i = 0; i < 12; i++) {
            base.put("a", new byte[] {(byte) i}, new byte[20]);
        }
        StateBatch delta = Logs.put("a", "new", "value");
        delta.deleteRange("a", KeyRange.before(new byte[] {3}));
        delta.delete("a", new byte[] {5});
        for (StateBatch batch : List.of(base, delta, Logs.put("b", "other", "thing"))) {
            Checkpoint checkpoint = Logs.write(log, batch);
            written.put(checkpoint.id(), Logs.entries(log, checkpoint));
        }
        assertThat(storage.list("segments/")).hasSizeBetween(4, 8);
    }

    @Test
    void r3_every_bit_of_every_blob_counts() throws IOException {
        for (StoredBlob blob : storage.list("")) {
            for (int bit = 0; bit < 8 * blob.length(); bit++) {
                byte[] content = get(blob);
                content[bit / 8] ^= (byte) (1 << bit % 8);
                noticesWhen(blob, content, "bit " + bit + " flipped");
            }
        }
    }

    @Test
    void r3_a_blob_cut_anywhere_is_noticed() throws IOException {
        for (StoredBlob blob : storage.list("")) {
            for (int length = 0; length < blob.length(); length++) {
                noticesWhen(blob, Arrays.copyOf(get(blob), length), "cut at " + length);
            }
        }
    }

    @Test
    void r3_a_blob_that_grew_or_is_another_one_is_noticed() throws IOException {
        Random random = seeds.random();
        for (StoredBlob blob : storage.list("")) {
            noticesWhen(blob, Arrays.copyOf(get(blob), (int) blob.length() + 1), "a zero longer");
            byte[] noise = new byte[(int) blob.length()];
            random.nextBytes(noise);
            noticesWhen(blob, noise, "noise of its length");
            noticesWhen(blob, new byte[(int) blob.length()], "zeros of its length");
            for (StoredBlob other : storage.list("")) {
                if (!other.equals(blob)) {
                    noticesWhen(blob, get(other), "the content of " + other.name());
                }
            }
        }
    }

    @Test
    void r3_a_segment_that_is_gone_is_noticed() throws IOException {
        for (StoredBlob blob : storage.list("segments/")) {
            noticesWhen(blob, null, "deleted");
        }
    }

    @Test
    void r3_an_older_checkpoint_is_used_and_the_warning_says_why() throws IOException {
        damage("segments/00000000000000000003-0000");
        CheckpointLog log = reopened();
        assertThat(log.newestIntact()).map(Checkpoint::id).contains(2L);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("checkpoint 3 cannot be used")
                .contains(
                        "'segments/00000000000000000003-0000' was changed after it was written, in the block at byte 24")
                .contains("checkpoint 2, from 1970-01-01T00:00:02Z, is used instead");
        warnings.clear();
        damage("manifests/00000000000000000002");
        assertThat(reopened().newestIntact()).map(Checkpoint::id).contains(1L);
        assertThat(warnings)
                .hasSize(2)
                .anySatisfy(warning -> assertThat(warning)
                        .contains("checkpoint 2 cannot be used", "'manifests/00000000000000000002' is damaged"));
    }

    @Test
    void r3_work_goes_on_from_the_older_checkpoint() throws IOException {
        damage("segments/00000000000000000003-0000");
        CheckpointLog log = reopened();
        Optional<Checkpoint> second = log.newestIntact();
        log.compact();
        Checkpoint fourth = log.write(Logs.header(log.nextId()), second, Logs.put("c", "k", "v"));
        assertThat(fourth.id()).isEqualTo(4);
        List<String> expected = new ArrayList<>(Objects.requireNonNull(written.get(2L)));
        expected.add("c/6b=76");
        warnings.clear();
        CheckpointLog later = reopened();
        assertThat(Logs.entries(later, later.newestIntact().orElseThrow())).isEqualTo(expected);
        assertThat(warnings).isEmpty();
        Checkpoint fifth = Logs.write(later, new StateBatch());
        assertThat(later.checkpoints()).extracting(Checkpoint::id).containsExactly(3L, 4L, 5L);
        assertThat(Logs.entries(later, fifth)).isEqualTo(expected);
    }

    @Test
    void r3_when_no_checkpoint_is_intact_nothing_starts_from_scratch() throws IOException {
        damage("segments/00000000000000000001-0000");
        List<StoredBlob> before = storage.list("");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> reopened().newestIntact())
                .withMessageContaining("none of the 3 checkpoints is intact")
                .withMessageContaining("'segments/00000000000000000001-0000' was changed")
                .withMessageContaining("nothing was changed");
        assertThat(storage.list("")).isEqualTo(before);
    }

    @Test
    void r3_manifests_that_are_gone_are_said_if_their_segments_are_there() throws IOException {
        for (StoredBlob blob : storage.list("manifests/")) {
            storage.delete(blob.name());
        }
        assertThat(reopened().newestIntact()).isEmpty();
        assertThat(warnings).singleElement().asString().contains("there is no checkpoint, but ");
    }

    @Test
    void every_problem_is_found() throws IOException {
        damage("segments/00000000000000000001-0001");
        storage.delete("segments/00000000000000000002-0000");
        CheckpointLog log = reopened();
        Checkpoint third = Logs.last(log).orElseThrow();
        damage("manifests/00000000000000000003");
        assertThat(log.verify(third))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("'manifests/00000000000000000003' was changed"))
                .anySatisfy(problem -> assertThat(problem).contains("'segments/00000000000000000001-0001' was changed"))
                .anySatisfy(problem -> assertThat(problem).contains("'segments/00000000000000000002-0000' is missing"));
        assertThat(log.verify(log.checkpoints().get(0))).hasSize(1);
    }

    @Test
    void a_newer_format_is_refused_and_not_taken_for_damage() throws IOException {
        byte[] manifest = get("manifests/00000000000000000003");
        manifest[7] = 2;
        CRC32C checksum = new CRC32C();
        checksum.update(manifest, 0, manifest.length - 4);
        ByteBuffer.wrap(manifest).putInt(manifest.length - 4, (int) checksum.getValue());
        replace("manifests/00000000000000000003", manifest);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(this::reopened)
                .withMessageContaining("checkpoint 3 was written in version 2 of the checkpoint format")
                .isNotInstanceOf(CorruptStateException.class);
    }

    /** What comes in must be as it was, or be refused; and a job starts from a checkpoint that is as it was. */
    private void noticesWhen(StoredBlob blob, byte @Nullable [] content, String how) throws IOException {
        byte[] original = get(blob);
        if (Arrays.equals(original, content)) {
            return;
        }
        replace(blob.name(), content);
        warnings.clear();
        try {
            CheckpointLog log = reopened();
            for (Checkpoint checkpoint : log.checkpoints()) {
                readsAsWrittenOrNotAtAll(log, checkpoint, blob.name() + ", " + how);
            }
            startsFromAnIntactOne(log, blob, blob.name() + ", " + how);
        } finally {
            replace(blob.name(), original);
        }
    }

    private void readsAsWrittenOrNotAtAll(CheckpointLog log, Checkpoint checkpoint, String what) throws IOException {
        try {
            assertThat(Logs.entries(log, checkpoint)).as(what).isEqualTo(written.get(checkpoint.id()));
            assertThat(checkpoint.header()).as(what).isEqualTo(Logs.header(checkpoint.id()));
        } catch (CorruptStateException noticed) {
            assertThat(log.verify(checkpoint)).as(what).isNotEmpty();
        }
    }

    private void startsFromAnIntactOne(CheckpointLog log, StoredBlob changed, String what) throws IOException {
        Optional<Checkpoint> newest;
        try {
            newest = log.newestIntact();
        } catch (IOException noticed) {
            assertThat(noticed).as(what).hasMessageContaining("none of the 3 checkpoints is intact");
            return;
        }
        Checkpoint checkpoint = newest.orElseThrow();
        assertThat(Logs.entries(log, checkpoint)).as(what).isEqualTo(written.get(checkpoint.id()));
        assertThat(warnings).as(what).hasSize((int) (3 - checkpoint.id()));
        boolean isOfTheThird = changed.name().contains("/00000000000000000003");
        if (isOfTheThird) {
            assertThat(checkpoint.id()).as(what).isEqualTo(2);
        }
    }

    private CheckpointLog reopened() throws IOException {
        return CheckpointLog.open(storage.reopened(), OPTIONS, warnings::add);
    }

    private void damage(String name) throws IOException {
        byte[] content = get(name);
        content[content.length - 1] ^= 1;
        replace(name, content);
    }

    private void replace(String name, byte @Nullable [] content) throws IOException {
        CheckpointStorage raw = storage;
        raw.delete(name);
        if (content != null) {
            raw.put(name, content);
        }
    }

    private byte[] get(StoredBlob blob) {
        return get(blob.name());
    }

    private byte[] get(String name) {
        return Objects.requireNonNull(storage.get(name));
    }
}
