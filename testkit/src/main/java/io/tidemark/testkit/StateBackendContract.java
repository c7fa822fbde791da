// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link StateBackend} must do. A backend's test extends it and says how to open one:
 *
 * <pre>{@code
 * final class RocksDbStateBackendTest extends StateBackendContract {
 *     @Override
 *     protected StateBackend open(Path directory) throws IOException {
 *         return new RocksDbStateBackendFactory().open(new StateBackendConfig("contract", Map.of("path", directory.toString())));
 *     }
 * }
 * }</pre>
 *
 * <p>Nothing of it is overridden: what a backend lacks it declares in its capabilities, and the contract checks that the declaration is true.
 *
 * <p>It is long because it is one list of laws; what more it needs is in collaborators.
 */
public abstract class StateBackendContract {
    /** The seed of the randomised test. */
    @RegisterExtension
    protected final Seeds seeds = new Seeds();

    @TempDir
    private Path directory;

    private StateBackend backend;

    /** For a subclass to call. */
    protected StateBackendContract() {}

    /** Opens a backend that keeps its state in {@code directory}, if it is persistent: the same directory brings it back. */
    protected abstract StateBackend open(Path directory) throws IOException;

    @BeforeEach
    void openBackend() throws IOException {
        backend = open(directory);
    }

    @AfterEach
    void closeBackend() throws IOException {
        backend.close();
    }

    @Test
    void keys_are_ordered_as_unsigned_bytes_and_a_prefix_comes_before_what_it_begins() throws IOException {
        List<String> ascending = List.of("00", "0000", "0001", "01", "7f", "7fff", "80", "8000", "ff", "ffff");
        putKeys("a", ascending.toArray(new String[0]));
        assertThat(Bytes.keys(backend.store("a"), KeyRange.all()))
                .as("keys in the unsigned order of their bytes")
                .containsExactlyElementsOf(ascending);
    }

    @Test
    void a_scan_holds_its_lower_bound_and_not_its_upper_one() throws IOException {
        putKeys("a", "10", "1000", "1fff", "20", "2000", "90");
        StateStore store = backend.store("a");
        KeyRange bounded = KeyRange.of(Bytes.hex("10"), Bytes.hex("20"));
        assertThat(Bytes.keys(store, bounded)).as("keys of [10, 20)").containsExactly("10", "1000", "1fff");
        KeyRange open = KeyRange.startingAt(Bytes.hex("20"));
        assertThat(Bytes.keys(store, open)).as("keys from 20 on").containsExactly("20", "2000", "90");
        KeyRange below = KeyRange.before(Bytes.hex("1000"));
        assertThat(Bytes.keys(store, below)).as("keys below 1000").containsExactly("10");
        KeyRange between = KeyRange.of(Bytes.hex("11"), Bytes.hex("8f"));
        assertThat(Bytes.keys(store, between))
                .as("keys of [11, 8f), which are no keys")
                .containsExactly("1fff", "20", "2000");
    }

    @Test
    void a_prefix_scan_holds_the_prefix_and_what_begins_with_it() throws IOException {
        putKeys("a", "0f", "10", "10ff", "10ff00", "10ffff", "11", "fe", "ff", "ffff");
        StateStore store = backend.store("a");
        KeyRange carries = KeyRange.prefix(Bytes.hex("10ff"));
        assertThat(Bytes.keys(store, carries)).as("keys with prefix 10ff").containsExactly("10ff", "10ff00", "10ffff");
        KeyRange last = KeyRange.prefix(Bytes.hex("ff"));
        assertThat(Bytes.keys(store, last)).as("keys with prefix ff").containsExactly("ff", "ffff");
    }

    @Test
    void where_there_is_nothing_a_scan_is_empty_and_a_get_null() throws IOException {
        putKeys("a", "10", "20");
        assertThat(Bytes.keys(backend.store("never_written"), KeyRange.all())).isEmpty();
        assertThat(backend.store("never_written").get(Bytes.hex("10"))).isNull();
        assertThat(backend.store("a").get(Bytes.hex("1000"))).isNull();
        for (String[] bounds : new String[][] {{"11", "20"}, {"10", "10"}, {"20", "10"}, {"80", "7f"}, {"21", "ff"}}) {
            KeyRange range = KeyRange.of(Bytes.hex(bounds[0]), Bytes.hex(bounds[1]));
            assertThat(Bytes.keys(backend.store("a"), range))
                    .as("keys of %s", range)
                    .isEmpty();
        }
    }

    @Test
    void random_batches_leave_what_they_leave_in_a_sorted_map() throws IOException {
        new StateModel(seeds.random()).compare(backend, 40);
    }

    @Test
    void a_cursor_does_not_see_what_is_applied_while_it_is_open() throws IOException {
        for (int i = 0; i < 300; i++) {
            putNumbers("a", i, i);
        }
        try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            cursor.next();
            StateBatch batch = new StateBatch();
            batch.deleteRange("a", KeyRange.startingAt(Bytes.number(150)));
            batch.put("a", Bytes.number(400), Bytes.number(400));
            batch.put("a", Bytes.number(100), Bytes.number(-1));
            apply(batch);
            for (int i = 1; i < 300; i++) {
                assertThat(cursor.next())
                        .as("entry %d, which was there when the cursor was opened", i)
                        .isTrue();
                assertThat(Bytes.hex(cursor.value()))
                        .as("the value that entry %d had when the cursor was opened", i)
                        .isEqualTo(Bytes.hex(Bytes.number(i)));
            }
            assertThat(cursor.next())
                    .as("an entry that was put after the cursor was opened")
                    .isFalse();
        }
        assertThat(Bytes.keys(backend.store("a"), KeyRange.all())).hasSize(151);
    }

    @Test
    void cursors_do_not_disturb_each_other() throws IOException {
        putKeys("a", "01", "02", "03");
        try (StateCursor first = backend.store("a").scan(KeyRange.all());
                StateCursor second = backend.store("a").scan(KeyRange.startingAt(Bytes.hex("02")))) {
            assertThat(first.next()).isTrue();
            assertThat(second.next()).isTrue();
            assertThat(second.next()).isTrue();
            assertThat(Bytes.hex(first.key())).isEqualTo("01");
            assertThat(Bytes.hex(second.key())).isEqualTo("03");
        }
    }

    @Test
    void a_cursor_may_be_used_and_closed_by_another_thread_than_the_one_that_opened_it() throws Exception {
        putKeys("a", "01", "02");
        StateCursor cursor = backend.store("a").scan(KeyRange.all());
        assertThat(cursor.next()).isTrue();
        List<String> seen = Concurrently.run(List.<Callable<String>>of(() -> {
            assertThatCode(() -> assertThat(cursor.next()).isTrue())
                    .as("next() of a cursor that another thread opened")
                    .doesNotThrowAnyException();
            String key = String.valueOf(Bytes.hex(cursor.key()));
            cursor.close();
            return key;
        }));
        assertThat(seen).containsExactly("02");
    }

    @Test
    void a_cursor_that_stands_on_no_entry_says_so() throws IOException {
        putKeys("a", "01");
        StateCursor cursor = backend.store("a").scan(KeyRange.all());
        assertThatIllegalStateException().as("key() before next()").isThrownBy(cursor::key);
        assertThatIllegalStateException().as("value() before next()").isThrownBy(cursor::value);
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.next()).isFalse();
        assertThat(cursor.next()).as("next() after the end").isFalse();
        assertThatIllegalStateException().as("key() at the end").isThrownBy(cursor::key);
        cursor.close();
        cursor.close();
        assertThatIllegalStateException().as("next() of a closed cursor").isThrownBy(cursor::next);
        assertThatIllegalStateException().as("value() of a closed cursor").isThrownBy(cursor::value);
    }

    @Test
    void a_later_change_of_a_batch_holds_over_an_earlier_one() throws IOException {
        putKeys("a", "01", "02", "03", "04");
        StateBatch batch = new StateBatch();
        batch.put("a", Bytes.hex("01"), Bytes.hex("aa"));
        batch.delete("a", Bytes.hex("01"));
        batch.delete("a", Bytes.hex("02"));
        batch.put("a", Bytes.hex("02"), Bytes.hex("bb"));
        batch.put("a", Bytes.hex("0300"), Bytes.hex("cc"));
        batch.deleteRange("a", KeyRange.of(Bytes.hex("03"), Bytes.hex("04")));
        batch.put("a", Bytes.hex("0301"), Bytes.hex("dd"));
        apply(batch);
        assertThat(Bytes.scan(backend.store("a"), KeyRange.all())).containsExactly("02=bb", "0301=dd", "04=04");
    }

    @Test
    void what_is_deleted_is_gone_and_deleting_nothing_is_fine() throws IOException {
        putKeys("a", "01", "02", "03", "04");
        StateBatch batch = new StateBatch();
        batch.delete("a", Bytes.hex("02"));
        batch.delete("a", Bytes.hex("77"));
        batch.delete("never_written", Bytes.hex("01"));
        batch.deleteRange("never_written", KeyRange.all());
        batch.deleteRange("a", KeyRange.of(Bytes.hex("03"), Bytes.hex("03")));
        batch.deleteRange("a", KeyRange.startingAt(Bytes.hex("04")));
        apply(batch);
        assertThat(backend.store("a").get(Bytes.hex("02")))
                .as("the value of a deleted key")
                .isNull();
        assertThat(Bytes.keys(backend.store("a"), KeyRange.all())).containsExactly("01", "03");
    }

    @Test
    void the_last_checkpoint_id_is_that_of_the_last_batch_even_of_an_empty_one() throws IOException {
        assertThat(backend.lastCheckpointId()).as("the id of a new backend").isEqualTo(StateBackend.NO_CHECKPOINT);
        putKeys("a", "01");
        assertThat(backend.lastCheckpointId()).isEqualTo(1);
        backend.apply(new StateBatch(), 1L << 40);
        assertThat(backend.lastCheckpointId()).as("the id of an empty batch").isEqualTo(1L << 40);
    }

    @Test
    void a_checkpoint_id_that_does_not_rise_is_refused_and_changes_nothing() throws IOException {
        backend.apply(put("a", "01", "aa"), 7);
        for (long id : new long[] {7, 6, StateBackend.NO_CHECKPOINT, -1, Long.MIN_VALUE}) {
            assertThatIllegalArgumentException()
                    .as("apply with id %d after 7", id)
                    .isThrownBy(() -> backend.apply(put("a", "01", "bb"), id))
                    .withMessageContaining("7")
                    .withMessageContaining(Long.toString(id));
            assertThat(Bytes.scan(backend.store("a"), KeyRange.all()))
                    .as("after a refused id")
                    .containsExactly("01=aa");
            assertThat(backend.lastCheckpointId())
                    .as("the last id after a refused one")
                    .isEqualTo(7);
        }
    }

    @Test
    void a_checkpoint_may_be_loaded_in_parts_whose_id_is_none() throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> backend.apply(put("a", "01", "aa"), -1));
        for (String key : List.of("01", "02")) {
            assertThatCode(() -> backend.apply(put("a", key, "aa"), StateBackend.NO_CHECKPOINT))
                    .as("a part of a checkpoint, with the id NO_CHECKPOINT")
                    .doesNotThrowAnyException();
        }
        assertThat(backend.lastCheckpointId()).isEqualTo(StateBackend.NO_CHECKPOINT);
        backend.apply(put("a", "03", "cc"), 9);
        assertThat(Bytes.scan(backend.store("a"), KeyRange.all())).containsExactly("01=aa", "02=aa", "03=cc");
        assertThat(backend.lastCheckpointId()).isEqualTo(9);
    }

    @Test
    void clear_empties_every_store_and_forgets_the_id() throws IOException {
        backend.apply(put("a", "01", "aa"), 5);
        backend.apply(put("b", "02", "bb"), 6);
        backend.clear();
        assertThat(backend.lastCheckpointId()).as("the last id after clear").isEqualTo(StateBackend.NO_CHECKPOINT);
        assertThat(Bytes.keys(backend.store("a"), KeyRange.all()))
                .as("keys after clear")
                .isEmpty();
        assertThat(Bytes.keys(backend.store("b"), KeyRange.all()))
                .as("keys after clear")
                .isEmpty();
        backend.apply(put("a", "03", "cc"), 2);
        assertThat(Bytes.scan(backend.store("a"), KeyRange.all())).containsExactly("03=cc");
    }

    @Test
    void a_key_may_be_as_long_as_the_backend_says_and_no_longer() throws IOException {
        int longest = backend.capabilities().maxKeyLength();
        byte[] fits = key(longest, 0x55);
        StateBatch batch = new StateBatch();
        batch.put("a", fits, Bytes.hex("01"));
        batch.put("a", key(longest, 0xFF), Bytes.hex("02"));
        apply(batch);
        assertThat(Bytes.hex(backend.store("a").get(fits))).isEqualTo("01");
        assertThat(Bytes.keys(backend.store("a"), KeyRange.prefix(fits))).containsExactly(Bytes.hex(fits));
        assertThat(Bytes.keys(backend.store("a"), KeyRange.startingAt(fits))).hasSize(2);

        StateBatch tooLong = put("a", "01", "cc");
        tooLong.put("a", key(longest + 1, 0x55), Bytes.hex("03"));
        assertThatIllegalArgumentException()
                .as("putting a key of one byte more than maxKeyLength")
                .isThrownBy(() -> backend.apply(tooLong, 2))
                .withMessageContaining(Integer.toString(longest));
        assertThat(backend.store("a").get(Bytes.hex("01")))
                .as("an entry of a refused batch")
                .isNull();
        assertThat(backend.lastCheckpointId())
                .as("the last id after a refused batch")
                .isEqualTo(1);
    }

    @Test
    void a_key_or_bound_that_no_entry_can_have_is_refused() {
        int longest = backend.capabilities().maxKeyLength();
        StateStore store = backend.store("a");
        byte[] tooLong = new byte[longest + 1];
        assertThatIllegalArgumentException().as("get of an empty key").isThrownBy(() -> store.get(new byte[0]));
        assertThatIllegalArgumentException().as("get of a key too long").isThrownBy(() -> store.get(tooLong));
        assertThatIllegalArgumentException()
                .as("a lower bound too long")
                .isThrownBy(() -> store.scan(KeyRange.startingAt(tooLong)));
        assertThatIllegalArgumentException()
                .as("an upper bound too long")
                .isThrownBy(() -> store.scan(KeyRange.before(tooLong)));
        StateBatch batch = new StateBatch();
        batch.delete("a", tooLong);
        assertThatIllegalArgumentException().as("delete of a key too long").isThrownBy(() -> backend.apply(batch, 1));
    }

    @Test
    void values_may_be_empty_and_large() throws IOException {
        byte[] large = new byte[StateBackend.MIN_MAX_VALUE_LENGTH];
        seeds.random().nextBytes(large);
        StateBatch batch = new StateBatch();
        batch.put("a", Bytes.hex("01"), new byte[0]);
        batch.put("a", Bytes.hex("02"), large);
        apply(batch);
        assertThat(backend.store("a").get(Bytes.hex("01")))
                .as("an empty value")
                .isNotNull()
                .isEmpty();
        assertThat(Arrays.equals(backend.store("a").get(Bytes.hex("02")), large))
                .as("the large value")
                .isTrue();
        assertThat(Bytes.keys(backend.store("a"), KeyRange.all())).containsExactly("01", "02");
    }

    @Test
    void many_stores_are_kept_apart() throws IOException {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < StateBackend.MIN_STORES; i++) {
            batch.put("store_" + i, Bytes.hex("01"), Bytes.number(i));
        }
        apply(batch);
        for (int i = 0; i < StateBackend.MIN_STORES; i++) {
            StateStore store = backend.store("store_" + i);
            assertThat(store.name()).isEqualTo("store_" + i);
            assertThat(Bytes.scan(store, KeyRange.all())).containsExactly("01=" + Bytes.hex(Bytes.number(i)));
        }
    }

    @Test
    void names_that_are_not_safe_everywhere_are_refused() throws IOException {
        for (String name : List.of("", "A", "1a", "a-b", "../a", "a b", "a\u0000", "ä", "a".repeat(49))) {
            assertThatIllegalArgumentException().as("store '%s'", name).isThrownBy(() -> backend.store(name));
        }
        putKeys("a".repeat(48), "01");
        putKeys("select", "02");
        assertThat(Bytes.keys(backend.store("a".repeat(48)), KeyRange.all())).containsExactly("01");
        assertThat(Bytes.keys(backend.store("select"), KeyRange.all())).containsExactly("02");
    }

    @Test
    void what_the_caller_does_with_its_arrays_afterwards_changes_nothing() throws IOException {
        byte[] key = Bytes.hex("01");
        byte[] value = Bytes.hex("aa");
        StateBatch batch = new StateBatch();
        batch.put("a", key, value);
        apply(batch);
        Arrays.fill(key, (byte) 9);
        Arrays.fill(value, (byte) 9);
        assertThat(Bytes.scan(backend.store("a"), KeyRange.all()))
                .as("after the arrays that were put were changed")
                .containsExactly("01=aa");
        byte[] got = backend.store("a").get(Bytes.hex("01"));
        Arrays.fill(got, (byte) 9);
        try (StateCursor cursor = backend.store("a").scan(KeyRange.all())) {
            cursor.next();
            Arrays.fill(cursor.key(), (byte) 9);
            Arrays.fill(cursor.value(), (byte) 9);
            assertThat(Bytes.hex(cursor.key()))
                    .as("the cursor's key, after one answer was changed")
                    .isEqualTo("01");
        }
        assertThat(Bytes.scan(backend.store("a"), KeyRange.all()))
                .as("after arrays that were read were changed")
                .containsExactly("01=aa");
    }

    @Test
    void readers_see_only_whole_batches_while_one_thread_writes() throws Exception {
        new WholeBatches(backend).readWhileWriting();
    }

    @Test
    void readers_see_all_or_nothing_while_one_thread_clears() throws Exception {
        new WholeBatches(backend).readWhileClearing();
    }

    @Test
    void closing_while_a_batch_is_applied_leaves_all_of_it_or_nothing() throws Exception {
        WholeBatches batches = new WholeBatches(backend);
        batches.closeWhileWriting();
        if (reopen()) {
            batches.requireLastBatch(backend);
        }
    }

    @Test
    void closing_while_others_read_ends_their_calls_well_or_with_an_error_that_says_so() throws Exception {
        new WholeBatches(backend).closeWhileReading();
    }

    @Test
    void a_closed_backend_says_so_whatever_is_called() throws IOException {
        putKeys("a", "01", "02");
        StateStore store = backend.store("a");
        StateCursor cursor = store.scan(KeyRange.all());
        cursor.next();
        backend.close();
        List<IoAction> calls = List.of(
                () -> store.get(Bytes.hex("01")),
                () -> store.scan(KeyRange.all()),
                cursor::next,
                cursor::key,
                backend::lastCheckpointId,
                backend::clear,
                () -> backend.store("b"),
                () -> backend.apply(new StateBatch(), 2));
        for (int i = 0; i < calls.size(); i++) {
            assertThatIllegalStateException()
                    .as("call %d after close", i)
                    .isThrownBy(calls.get(i)::run)
                    .withMessageContaining("closed");
        }
        cursor.close();
        backend.close();
    }

    @Test
    void opening_again_finds_the_last_batch_and_its_id_if_the_backend_is_persistent() throws IOException {
        putKeys("a", "01", "ff");
        backend.apply(put("b", "02", "bb"), 8);
        boolean persistent = reopen();
        assertThat(backend.lastCheckpointId())
                .as("the last id after opening again, persistent: %s", persistent)
                .isEqualTo(persistent ? 8 : StateBackend.NO_CHECKPOINT);
        assertThat(Bytes.scan(backend.store("a"), KeyRange.all()))
                .as("entries after opening again, persistent: %s", persistent)
                .isEqualTo(persistent ? List.of("01=01", "ff=ff") : List.of());
        assertThat(Bytes.hex(backend.store("b").get(Bytes.hex("02")))).isEqualTo(persistent ? "bb" : null);
        backend.apply(put("a", "03", "cc"), 9);
        if (persistent) {
            assertThatIllegalArgumentException().isThrownBy(() -> backend.apply(new StateBatch(), 9));
        }
    }

    @Test
    void opening_again_after_clear_finds_nothing() throws IOException {
        backend.apply(put("a", "01", "aa"), 8);
        backend.clear();
        reopen();
        assertThat(backend.lastCheckpointId()).isEqualTo(StateBackend.NO_CHECKPOINT);
        assertThat(Bytes.keys(backend.store("a"), KeyRange.all())).isEmpty();
    }

    private boolean reopen() throws IOException {
        boolean persistent = backend.capabilities().persistent();
        backend.close();
        backend = open(directory);
        assertThat(backend.capabilities().persistent())
                .as("capabilities do not change")
                .isEqualTo(persistent);
        return persistent;
    }

    private void apply(StateBatch batch) throws IOException {
        backend.apply(batch, backend.lastCheckpointId() + 1);
    }

    private void putKeys(String store, String... keys) throws IOException {
        List<String> shuffled = new ArrayList<>(List.of(keys));
        Collections.shuffle(shuffled, seeds.random());
        StateBatch batch = new StateBatch();
        shuffled.forEach(key -> batch.put(store, Bytes.hex(key), Bytes.hex(key)));
        apply(batch);
    }

    private void putNumbers(String store, int key, int value) throws IOException {
        StateBatch batch = new StateBatch();
        batch.put(store, Bytes.number(key), Bytes.number(value));
        apply(batch);
    }

    private static StateBatch put(String store, String key, String value) {
        StateBatch batch = new StateBatch();
        batch.put(store, Bytes.hex(key), Bytes.hex(value));
        return batch;
    }

    private static byte[] key(int length, int last) {
        byte[] key = new byte[length];
        key[length - 1] = (byte) last;
        return key;
    }
}
