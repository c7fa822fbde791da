// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import io.tidemark.state.StateCursor;
import io.tidemark.state.StateStore;
import io.tidemark.testkit.ToyStateBackend.Mistake;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AssertingStateBackendTest {
    private AssertingStateBackend backend = watching(Mistake.NONE);

    @Test
    void right_use_of_a_right_backend_is_no_violation() throws Exception {
        new StateModel(new Seeds().random()).compare(backend, 10);
        backend.clear();
        new WholeBatches(backend).readWhileWriting();
        backend.close();
        assertThat(backend.violations()).isEmpty();
    }

    @Test
    void ids_must_rise() throws IOException {
        backend.apply(put("01"), 7);
        assertViolation(() -> backend.apply(put("02"), 7), "checkpoint ids rise, but apply was called with 7 after 7");
    }

    @Test
    void keys_have_a_length_and_stores_a_name() {
        StateStore store = backend.store("a");
        assertViolation(() -> store.get(new byte[0]), "get() of a key of 0 bytes; keys have 1 to 500");
        assertViolation(() -> backend.store("A"), "this is 'A'");
        StateBatch batch = new StateBatch();
        batch.put("a", new byte[501], new byte[0]);
        assertViolation(() -> backend.apply(batch, 1), "a key of 501 bytes was put or deleted; maxKeyLength is 500");
    }

    @Test
    void a_cursor_is_asked_where_it_stands_on_an_entry_and_closed_before_the_backend() throws IOException {
        backend.apply(put("01"), 1);
        StateCursor cursor = backend.store("a").scan(KeyRange.all());
        assertViolation(cursor::key, "key() of the cursor on 'a' was called where it stands on no entry");
        assertViolation(backend::close, "close() was called while 1 cursors are open");
        assertThat(backend.violations()).hasSize(2);
        assertViolation(() -> backend.store("a"), "store() was called after close()");
        cursor.close();
        assertViolation(cursor::next, "next() of the cursor on 'a' was called after it was closed");
    }

    @Test
    void a_batch_is_not_applied_from_within_another_one() {
        AssertingStateBackend[] outer = {backend};
        outer[0] = new AssertingStateBackend(new ForwardingStateBackend(backend) {
            @Override
            public void apply(StateBatch batch, long checkpointId) throws IOException {
                outer[0].apply(batch, checkpointId);
            }
        });
        assertViolation(outer[0], () -> outer[0].apply(put("01"), 1), "apply() was called from within another call");
    }

    @Test
    void one_thread_at_a_time_writes() {
        AssertingStateBackend[] outer = {backend};
        outer[0] = new AssertingStateBackend(new ForwardingStateBackend(backend) {
            @Override
            public void apply(StateBatch batch, long checkpointId) throws IOException {
                inAnotherThread(() -> outer[0].clear());
            }
        });
        assertViolation(outer[0], () -> outer[0].apply(put("01"), 1), "in another call: one thread at a time");
    }

    @Test
    void a_batch_stays_as_it_is_while_it_is_applied() {
        byte[] value = Bytes.hex("aa");
        StateBatch batch = new StateBatch();
        batch.put("a", Bytes.hex("01"), value);
        AssertingStateBackend changed = new AssertingStateBackend(new ForwardingStateBackend(backend) {
            @Override
            public void apply(StateBatch applied, long checkpointId) throws IOException {
                value[0]++;
                super.apply(applied, checkpointId);
            }
        });
        assertViolation(
                changed, () -> changed.apply(batch, 1), "an array of the batch was changed while apply(.., 1) ran");
    }

    @Test
    void a_wrong_backend_is_told_apart_from_a_wrong_caller() throws IOException {
        backend = watching(Mistake.ID_FORGOTTEN);
        assertViolation(() -> backend.apply(put("01"), 7), "lastCheckpointId() is 0 after apply(.., 7)");
        backend = watching(Mistake.CLEAR_KEEPS_THE_ID);
        backend.apply(put("01"), 7);
        assertViolation(backend::clear, "lastCheckpointId() is 7 after clear()");
        backend = watching(Mistake.SIGNED_KEYS);
        backend.apply(put("01"), 1);
        backend.apply(put("80"), 2);
        assertViolation(
                () -> Bytes.keys(backend.store("a"), KeyRange.all()),
                "keys ascend, but the cursor on 'a' yields 01 after 80");
        backend = watching(Mistake.UPPER_BOUND_INCLUDED);
        backend.apply(put("01"), 1);
        assertViolation(
                () -> Bytes.keys(backend.store("a"), KeyRange.before(Bytes.hex("01"))),
                "yields 01, which is not in [, 01)");
    }

    private static AssertingStateBackend watching(Mistake mistake) {
        return new AssertingStateBackend(new ToyStateBackend(new ToyStateBackend.Disk(), mistake));
    }

    private static StateBatch put(String key) {
        StateBatch batch = new StateBatch();
        batch.put("a", Bytes.hex(key), Bytes.hex("aa"));
        return batch;
    }

    private static void inAnotherThread(IoAction action) throws IOException {
        try {
            Concurrently.run(List.of(() -> {
                action.run();
                return true;
            }));
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private void assertViolation(ThrowingCallable call, String message) {
        assertViolation(backend, call, message);
    }

    private static void assertViolation(AssertingStateBackend backend, ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("StateBackend protocol: ")
                .hasMessageContaining(message);
        assertThat(backend.violations()).anyMatch(violation -> violation.contains(message));
    }
}
