// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.checkpoint.StoredBlob;
import io.tidemark.source.Positions;
import io.tidemark.state.StateBatch;
import io.tidemark.testkit.MemoryCheckpointStorage;
import io.tidemark.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class FencedLogTest {
    @RegisterExtension
    final Seeds seeds = new Seeds();

    private final MemoryCheckpointStorage storage = new MemoryCheckpointStorage();

    @Test
    void of_two_writers_the_second_to_write_is_fenced() throws IOException {
        CheckpointLog zombie = Logs.open(storage);
        Logs.write(zombie, Logs.put("a", "k", "1"));
        CheckpointLog heir = Logs.open(storage.reopened());
        Logs.write(heir, Logs.put("a", "k", "2"));
        assertFenced(zombie);
        Checkpoint third = Logs.write(heir, Logs.put("a", "l", "3"));
        assertThat(Logs.entries(heir, third)).containsExactly("a/6b=32", "a/6c=33");
    }

    @Test
    void two_that_change_nothing_are_fenced_too() throws IOException {
        CheckpointLog zombie = Logs.open(storage);
        Logs.write(zombie, new StateBatch());
        CheckpointLog heir = Logs.open(storage.reopened());
        heir.write(headerOf("heir", heir.nextId()), Logs.last(heir), new StateBatch());
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> zombie.write(headerOf("zombie", 2), Logs.last(zombie), new StateBatch()))
                .withMessageContaining("another process has written checkpoint 2");
    }

    @Test
    void a_writer_is_fenced_although_the_names_it_writes_are_free_again() throws IOException {
        CheckpointLog zombie = Logs.open(storage);
        Logs.write(zombie, Logs.put("a", "k", "1"));
        CheckpointLog heir = Logs.open(storage.reopened());
        for (int i = 0; i < 10; i++) {
            Logs.write(heir, Logs.put("a", "k", "h" + i));
            heir.compact();
        }
        assertThat(storage.get("manifests/00000000000000000002")).isNull();
        assertThat(storage.get("segments/00000000000000000002-0000")).isNull();
        List<StoredBlob> before = storage.list("manifests/");
        assertFenced(zombie);
        assertThat(storage.list("manifests/")).isEqualTo(before);
        Checkpoint last = Logs.write(heir, Logs.put("a", "k", "end"));
        assertThat(Logs.entries(heir, last)).containsExactly("a/6b=656e64");
    }

    @Test
    void ids_with_gaps_do_not_hide_another_writer() throws IOException {
        CheckpointLog zombie = Logs.open(storage);
        Logs.write(zombie, Logs.put("a", "k", "1"));
        CheckpointLog heir = Logs.open(storage.reopened());
        Logs.write(heir, Logs.put("a", "k", "2"));
        storage.delete("segments/00000000000000000002-0000");
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> zombie.write(Logs.header(77), Logs.last(zombie), Logs.put("a", "k", "3")))
                .withMessageContaining("another process has written checkpoint 2");
        assertThat(storage.list("manifests/")).hasSize(2);
    }

    @Test
    void a_segment_of_another_writer_fences_before_a_manifest_is_written() throws IOException {
        CheckpointLog log = Logs.open(storage);
        storage.put("segments/00000000000000000001-0000", new byte[10]);
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> Logs.write(log, Logs.put("a", "k", "1")))
                .withMessageContaining("another process has written the blob 'segments/00000000000000000001-0000'");
        assertThat(storage.list("manifests/")).isEmpty();
    }

    @Test
    void what_another_writer_is_about_to_use_is_not_removed() throws IOException {
        CheckpointLog first = Logs.open(storage);
        Logs.write(first, Logs.put("a", "k", "1"));
        storage.put("segments/00000000000000000003-0000", new byte[10]);
        Logs.write(first, Logs.put("a", "k", "2"));
        assertThat(storage.get("segments/00000000000000000003-0000")).isNotNull();
    }

    @Test
    void of_writers_that_interleave_at_random_at_most_one_goes_on_from_each_checkpoint() throws IOException {
        Random random = seeds.random();
        for (int round = 0; round < 100; round++) {
            MemoryCheckpointStorage shared = new MemoryCheckpointStorage();
            List<CheckpointLog> logs = new ArrayList<>(List.of(Logs.open(shared), Logs.open(shared)));
            int fenced = 0;
            long newest = 0;
            for (int step = 0; step < 40; step++) {
                int who = random.nextInt(2);
                CheckpointLog log = logs.get(who);
                try {
                    Checkpoint checkpoint = Logs.write(log, Logs.put("a", "k" + who, "v" + step));
                    assertThat(checkpoint.id()).isEqualTo(newest + 1);
                    newest = checkpoint.id();
                    assertThat(Logs.last(Logs.open(shared)).orElseThrow()).isEqualTo(checkpoint);
                    assertThat(Logs.open(shared).newestIntact()).contains(checkpoint);
                } catch (FencedException e) {
                    fenced++;
                    logs.set(who, Logs.open(shared));
                }
            }
            assertThat(fenced).isPositive();
        }
    }

    @Test
    void an_id_that_was_seen_is_refused() throws IOException {
        CheckpointLog log = Logs.open(storage);
        Checkpoint first = log.write(Logs.header(5), Optional.empty(), Logs.put("a", "k", "1"));
        assertThat(log.nextId()).isEqualTo(6);
        List<StoredBlob> before = storage.list("");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.write(Logs.header(5), Optional.of(first), new StateBatch()))
                .withMessageContaining("checkpoint 5 was seen");
        assertThat(storage.list("")).isEqualTo(before);
    }

    @Test
    void a_checkpoint_that_is_not_kept_cannot_be_built_upon() throws IOException {
        CheckpointLog log = Logs.open(storage, new LogOptions(1, 256, 1, 1));
        Checkpoint first = Logs.write(log, Logs.put("a", "k", "1"));
        Logs.write(log, Logs.put("a", "k", "2"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.write(Logs.header(3), Optional.of(first), new StateBatch()))
                .withMessageContaining("checkpoint 1 is not kept");
    }

    @Test
    void what_is_too_long_is_refused_before_anything_is_written() throws IOException {
        CheckpointLog log = Logs.open(storage);
        StateBatch value = new StateBatch();
        value.put("a", new byte[1], new byte[(16 << 20) + 1]);
        StateBatch key = new StateBatch();
        key.delete("a", new byte[(1 << 20) + 1]);
        for (StateBatch batch : List.of(value, key)) {
            assertThatIllegalArgumentException().isThrownBy(() -> Logs.write(log, batch));
        }
        assertThat(storage.list("")).isEmpty();
        assertThatCode(() -> Logs.write(log, Logs.put("a", "k", "v"))).doesNotThrowAnyException();
    }

    @Test
    void what_was_prepared_and_not_committed_is_discarded() throws IOException {
        CheckpointLog log = Logs.open(storage);
        for (int i = 1; i <= 3; i++) {
            Logs.write(log, Logs.put("a", "k", "" + i));
        }
        CheckpointLog restarted = Logs.open(storage.reopened());
        restarted.newestIntact();
        restarted.discardAfter(1);
        assertThat(restarted.checkpoints()).extracting(Checkpoint::id).containsExactly(1L);
        assertThat(storage.list("manifests/")).hasSize(1);
        assertThat(restarted.nextId()).isEqualTo(4);
        Checkpoint fourth = Logs.write(restarted, Logs.put("a", "l", "4"));
        assertThat(Logs.entries(restarted, fourth)).containsExactly("a/6b=31", "a/6c=34");
        assertThat(storage.list("segments/")).extracting(StoredBlob::name).hasSize(2);
    }

    private void assertFenced(CheckpointLog log) {
        assertThatExceptionOfType(FencedException.class)
                .isThrownBy(() -> Logs.write(log, Logs.put("a", "k", "zombie")))
                .withMessageContaining("another process has written");
    }

    private static CheckpointHeader headerOf(String job, long id) {
        return new CheckpointHeader(job, id, 0, Positions.BEGINNING, new TreeMap<>());
    }
}
