// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static io.tidemark.testkit.ToyStateBackend.Mistake.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.state.StateBackend;
import io.tidemark.testkit.ToyStateBackend.Mistake;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong backends fail the contract, and the failure says what is wrong. */
final class StateBackendContractTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_backend_fails(Mistake mistake, Law law, String message) throws Exception {
        Contract contract = new Contract(mistake);
        contract.openBackend();
        assertThatThrownBy(() -> law.check(contract))
                .as("%s", mistake)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
        contract.closeBackend();
    }

    @Test
    void every_mistake_is_tried() {
        assertThat(mistakes().map(mistake -> mistake.get()[0])).containsAll(ToyStateBackend.mistakes());
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(
                        SIGNED_KEYS,
                        Contract::keys_are_ordered_as_unsigned_bytes_and_a_prefix_comes_before_what_it_begins,
                        "keys in the unsigned order of their bytes"),
                wrong(
                        UPPER_BOUND_INCLUDED,
                        Contract::a_scan_holds_its_lower_bound_and_not_its_upper_one,
                        "keys of [10, 20)"),
                wrong(
                        LOWER_BOUND_EXCLUDED,
                        Contract::a_scan_holds_its_lower_bound_and_not_its_upper_one,
                        "keys of [10, 20)"),
                wrong(
                        LOWER_BOUND_EXCLUDED,
                        Contract::a_prefix_scan_holds_the_prefix_and_what_begins_with_it,
                        "keys with prefix 10ff"),
                wrong(
                        UPPER_BOUND_INCLUDED,
                        Contract::random_batches_leave_what_they_leave_in_a_sorted_map,
                        "entries of ["),
                wrong(HALF_A_BATCH_SHOWS, Contract::readers_see_only_whole_batches_while_one_thread_writes, "batch"),
                wrong(
                        STORES_CHANGE_ONE_BY_ONE,
                        Contract::readers_see_only_whole_batches_while_one_thread_writes,
                        "a batch is seen in all stores at once"),
                wrong(
                        ID_COMES_LATE,
                        Contract::readers_see_only_whole_batches_while_one_thread_writes,
                        "a batch is seen with its id"),
                wrong(
                        SCANS_ARE_LIVE,
                        Contract::a_cursor_does_not_see_what_is_applied_while_it_is_open,
                        "when the cursor was opened"),
                wrong(CURSOR_FORGIVES, Contract::a_cursor_that_stands_on_no_entry_says_so, "key() before next()"),
                wrong(
                        CURSOR_BELONGS_TO_A_THREAD,
                        Contract::a_cursor_may_be_used_and_closed_by_another_thread_than_the_one_that_opened_it,
                        "next() of a cursor that another thread opened"),
                wrong(
                        DELETES_ARE_LOST,
                        Contract::what_is_deleted_is_gone_and_deleting_nothing_is_fine,
                        "the value of a deleted key"),
                wrong(DELETES_COME_FIRST, Contract::a_later_change_of_a_batch_holds_over_an_earlier_one, "01=aa"),
                wrong(RANGES_ARE_NOT_DELETED, Contract::a_later_change_of_a_batch_holds_over_an_earlier_one, "0300=cc"),
                wrong(
                        RANGES_ARE_NOT_DELETED,
                        Contract::random_batches_leave_what_they_leave_in_a_sorted_map,
                        "entries of ["),
                wrong(
                        ID_FORGOTTEN,
                        Contract::the_last_checkpoint_id_is_that_of_the_last_batch_even_of_an_empty_one,
                        "expected: 1L"),
                wrong(
                        ID_OF_EMPTY_BATCH_FORGOTTEN,
                        Contract::the_last_checkpoint_id_is_that_of_the_last_batch_even_of_an_empty_one,
                        "the id of an empty batch"),
                wrong(
                        IDS_MAY_FALL,
                        Contract::a_checkpoint_id_that_does_not_rise_is_refused_and_changes_nothing,
                        "apply with id 7 after 7"),
                wrong(
                        NO_LOADING_IN_PARTS,
                        Contract::a_checkpoint_may_be_loaded_in_parts_whose_id_is_none,
                        "a part of a checkpoint, with the id NO_CHECKPOINT"),
                wrong(
                        CLEAR_KEEPS_THE_ID,
                        Contract::clear_empties_every_store_and_forgets_the_id,
                        "the last id after clear"),
                wrong(CLEAR_KEEPS_A_STORE, Contract::clear_empties_every_store_and_forgets_the_id, "keys after clear"),
                wrong(
                        CLEAR_SHOWS_HALF,
                        Contract::readers_see_all_or_nothing_while_one_thread_clears,
                        "entries of one whole batch"),
                wrong(
                        KEYS_ARE_CUT,
                        Contract::a_key_may_be_as_long_as_the_backend_says_and_no_longer,
                        "putting a key of one byte more than maxKeyLength"),
                wrong(KEYS_ARE_CUT, Contract::a_key_or_bound_that_no_entry_can_have_is_refused, "get of an empty key"),
                wrong(
                        HALF_A_REFUSED_BATCH_STAYS,
                        Contract::a_key_may_be_as_long_as_the_backend_says_and_no_longer,
                        "an entry of a refused batch"),
                wrong(EMPTY_VALUE_IS_NONE, Contract::values_may_be_empty_and_large, "an empty value"),
                wrong(STORES_SHARE_KEYS, Contract::many_stores_are_kept_apart, "01=0000003f"),
                wrong(NAMES_UNCHECKED, Contract::names_that_are_not_safe_everywhere_are_refused, "store ''"),
                wrong(
                        KEEPS_CALLERS_ARRAYS,
                        Contract::what_the_caller_does_with_its_arrays_afterwards_changes_nothing,
                        "after the arrays that were put were changed"),
                wrong(
                        HANDS_OUT_ITS_ARRAYS,
                        Contract::what_the_caller_does_with_its_arrays_afterwards_changes_nothing,
                        "after one answer was changed"),
                wrong(CLOSE_IGNORED, Contract::a_closed_backend_says_so_whatever_is_called, "call 0 after close"),
                wrong(
                        CLOSE_IGNORED,
                        Contract::closing_while_others_read_ends_their_calls_well_or_with_an_error_that_says_so,
                        "a scan that began after close() had returned went well"),
                wrong(
                        CLOSE_CUTS_A_BATCH,
                        Contract::closing_while_a_batch_is_applied_leaves_all_of_it_or_nothing,
                        "after closing while the next one was applied"),
                wrong(
                        CLAIMS_TO_BE_PERSISTENT,
                        Contract::opening_again_finds_the_last_batch_and_its_id_if_the_backend_is_persistent,
                        "the last id after opening again, persistent: true"),
                wrong(
                        CLAIMS_NOT_TO_BE_PERSISTENT,
                        Contract::opening_again_finds_the_last_batch_and_its_id_if_the_backend_is_persistent,
                        "the last id after opening again, persistent: false"),
                wrong(
                        ID_LOST_ON_REOPENING,
                        Contract::opening_again_finds_the_last_batch_and_its_id_if_the_backend_is_persistent,
                        "the last id after opening again, persistent: true"));
    }

    private static Arguments wrong(Mistake mistake, Law law, String message) {
        return arguments(mistake, law, message);
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract) throws Exception;
    }

    /** The contract of a backend with a mistake. */
    private static final class Contract extends StateBackendContract {
        private final ToyStateBackend.Disk disk = new ToyStateBackend.Disk();
        private final Mistake mistake;

        Contract(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        protected StateBackend open(Path directory) {
            return new ToyStateBackend(disk, mistake);
        }
    }
}
