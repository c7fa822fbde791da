// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBackendFactory;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a {@link StateBackend} that keeps files on the local disk must do beyond {@link StateBackendContract}: processes that are killed, files that are damaged, a disk that is full, two
 * who want one directory. A backend's test extends it and says how to open one.
 *
 * <p>It starts other processes ({@link StateWriter}), so the factory must be public. Where it may mount a small file system it fills that; else it skips that test and says so.
 */
public abstract class StateBackendOnDiskContract {
    private static final String NAME = "on-disk";
    /** How often a process is killed; {@code -Dtidemark.kills=} for more. */
    private static final int KILLS = Integer.getInteger("tidemark.kills", 4);
    /** How many bits are flipped in each file, one at a time; {@code -Dtidemark.flips=} for more. */
    private static final int FLIPS = Integer.getInteger("tidemark.flips", 3);

    /** How often a backend is closed in use; {@code -Dtidemark.closings=} for more. */
    private static final int CLOSINGS = Integer.getInteger("tidemark.closings", 15);

    /** A kill comes at any moment of a batch, not always right after one. */
    private static final int MAX_DELAY_MICROS = 50_000;

    private static final int DISK_MIB = 48;
    private static final int VALUE = 32 << 10;

    /** The seed of what is random. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    /** Where everything is; it is set by hand where the contract itself is tested. */
    @TempDir
    Path scratch;

    /** For a subclass to call. */
    protected StateBackendOnDiskContract() {}

    /** Opens the backends. */
    protected abstract StateBackendFactory factory();

    /** The properties of a backend that keeps its files in {@code directory}, with caches and buffers as small as they may be, so that a few MiB reach every kind of file. */
    protected abstract Map<String, String> properties(Path directory);

    @Test
    void a_killed_process_leaves_just_the_batches_up_to_its_last_id_and_none_that_it_spoke_of_is_missing()
            throws Exception {
        Random random = seeds.random();
        NumberedBatches batches = new NumberedBatches();
        Path directory = Files.createDirectory(scratch.resolve("state"));
        for (int kill = 0; kill < KILLS; kill++) {
            long spokenOf = killedWriter(directory, 1 + random.nextInt(40), random.nextInt(MAX_DELAY_MICROS));
            try (StateBackend backend = open(directory)) {
                assertThat(backend.lastCheckpointId())
                        .as("last id after kill %d, of a process that said it had applied %d", kill, spokenOf)
                        .isBetween(spokenOf, spokenOf + 1);
                assertThat(batches.difference(backend))
                        .as("what is wrong after kill %d", kill)
                        .isEmpty();
            }
        }
    }

    @Test
    void damage_to_a_file_is_told_with_its_path_or_leaves_just_an_earlier_batch() throws Exception {
        Path whole = Files.createDirectory(scratch.resolve("whole"));
        long last = killedWriter(whole, 100, 0);
        Path copy = scratch.resolve("copy");
        List<String> wrong = new ArrayList<>();
        List<Damage> damages = Damage.of(whole, seeds.random(), FLIPS);
        assertThat(damages).as("files to damage").isNotEmpty();
        for (Damage damage : damages) {
            damage.make(whole, copy);
            unnoticed(copy, last + 1).ifPresent(why -> wrong.add(damage.what() + ": " + why));
            Damage.delete(copy);
        }
        assertThat(wrong)
                .as("damages, of %d, that were neither told nor harmless", damages.size())
                .isEmpty();
    }

    @Test
    void closing_in_use_never_takes_the_process_down_however_often() throws Exception {
        for (int round = 0; round < CLOSINGS; round++) {
            Path directory = Files.createDirectory(scratch.resolve("round" + round));
            StateBackend backend = open(directory);
            StateCursor forgotten = backend.store("a").scan(KeyRange.all());
            new WholeBatches(backend).closeInUse();
            assertThatIllegalStateException().isThrownBy(forgotten::next).withMessageContaining("closed");
            forgotten.close();
            open(directory).close();
        }
    }

    @Test
    void what_was_open_elsewhere_is_refused_with_its_path_and_can_be_opened_when_it_is_closed() throws Exception {
        Path directory = Files.createDirectory(scratch.resolve("state"));
        try (StateBackend backend = open(directory)) {
            backend.apply(NumberedBatches.batch(1), 1);
            assertThatIOException()
                    .as("opening it a second time in this process")
                    .isThrownBy(() -> open(directory).close())
                    .withMessageContaining(directory.toString())
                    .withMessageContaining("open");
            try (StateWriterProcess other = writer(directory)) {
                assertThat(other.line())
                        .as("opening it in another process")
                        .startsWith("refused ")
                        .contains(directory.toString());
            }
            backend.apply(NumberedBatches.batch(2), 2);
        }
        try (StateBackend backend = open(directory)) {
            assertThat(backend.lastCheckpointId()).isEqualTo(2);
            assertThat(new NumberedBatches().difference(backend)).isEmpty();
        }
    }

    @Test
    void a_full_disk_refuses_a_batch_as_a_whole_and_what_was_there_can_be_read_and_opened_again() throws Exception {
        Path root = Files.createDirectory(scratch.resolve("disk"));
        try (SmallDisk disk = SmallDisk.mount(root, DISK_MIB)) {
            StateBackend full = open(root);
            long applied = fill(full, root);
            requireBatches(full, applied);
            closeAnyway(full, root);
            disk.makeRoom();
            try (StateBackend backend = open(root)) {
                assertThat(backend.lastCheckpointId())
                        .as("the last id after opening again")
                        .isEqualTo(applied);
                requireBatches(backend, applied);
                backend.apply(large(applied + 1), applied + 1);
                requireBatches(backend, applied + 1);
            }
        }
    }

    /** Applies batches until one is refused; the id of the last one that was not. */
    private static long fill(StateBackend backend, Path root) throws IOException {
        long id = backend.lastCheckpointId();
        try {
            while (id < DISK_MIB) {
                backend.apply(large(id + 1), id + 1);
                id++;
            }
        } catch (IOException e) {
            assertThat(e).as("what is said of a full disk").hasMessageContaining(root.toString());
            long last = backend.lastCheckpointId();
            assertThat(last)
                    .as("the last id after batch %d was refused", id + 1)
                    .isBetween(id, id + 1);
            return last;
        }
        throw new AssertionError(id + " MiB were taken on a disk of " + DISK_MIB + " MiB");
    }

    /** After a batch was refused, what else there is to write may fail as well; it is closed all the same. */
    private static void closeAnyway(StateBackend backend, Path root) {
        try {
            backend.close();
        } catch (IOException e) {
            assertThat(e).as("what is said when closing on a full disk").hasMessageContaining(root.toString());
        }
    }

    /** One MiB that cannot be compressed, in keys of their own. */
    private static StateBatch large(long id) {
        Random random = new Random(id);
        StateBatch batch = new StateBatch();
        for (int i = 0; i < (1 << 20) / VALUE; i++) {
            byte[] value = new byte[VALUE];
            random.nextBytes(value);
            batch.put("large", Bytes.number((int) id * 100 + i), value);
        }
        return batch;
    }

    private static void requireBatches(StateBackend backend, long last) throws IOException {
        List<String> expected = new ArrayList<>();
        for (long id = 1; id <= last; id++) {
            large(id).forEach(new Puts(expected));
        }
        assertThat(Bytes.scan(backend.store("large"), KeyRange.all()).equals(expected))
                .as("whether what is there are just the first %d batches", last)
                .isTrue();
    }

    private Optional<String> unnoticed(Path directory, long last) {
        try (StateBackend backend = open(directory)) {
            long id = backend.lastCheckpointId();
            if (id < 0 || id > last) {
                return Optional.of("the last id is " + id);
            }
            return new NumberedBatches().difference(backend);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            return message.contains(directory.toString())
                    ? Optional.empty()
                    : Optional.of("the message does not name the directory: " + message);
        } catch (RuntimeException e) {
            return Optional.of("it is no IOException: " + e);
        }
    }

    private long killedWriter(Path directory, int batches, int micros) throws IOException, InterruptedException {
        try (StateWriterProcess writer = writer(directory)) {
            assertThat(writer.line()).startsWith("open ");
            return writer.killAfter(batches, micros);
        }
    }

    private StateWriterProcess writer(Path directory) throws IOException {
        return StateWriterProcess.start(factory(), NAME, properties(directory), scratch);
    }

    private StateBackend open(Path directory) throws IOException {
        return factory().open(new StateBackendConfig(NAME, properties(directory)));
    }

    /**
     * Writes down puts as {@link Bytes#scan} does.
     *
     * @param entries where to
     */
    private record Puts(List<String> entries) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            entries.add(Bytes.hex(key) + "=" + Bytes.hex(value));
        }

        @Override
        public void delete(String store, byte[] key) {
            throw new AssertionError("only puts are expected");
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            throw new AssertionError("only puts are expected");
        }
    }
}
