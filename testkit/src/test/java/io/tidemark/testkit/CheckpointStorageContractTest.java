// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.testkit.ToyCheckpointStorage.Mistake;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong storages fail the contract, and the failure says what is wrong. */
final class CheckpointStorageContractTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_storage_fails(Mistake mistake, Law law, String message) throws Exception {
        Contract contract = new Contract(mistake);
        contract.openStorage();
        assertThatThrownBy(() -> law.check(contract))
                .as("%s", mistake)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
        contract.closeStorage();
    }

    @Test
    void every_mistake_is_tried() {
        Set<Object> tried = mistakes().map(mistake -> mistake.get()[0]).collect(Collectors.toSet());
        assertThat(Mistake.values()).allMatch(mistake -> mistake == Mistake.NONE || tried.contains(mistake));
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(Mistake.OVERWRITES, Contract::a_blob_is_written_once, "putting 'second' where 'first' is"),
                wrong(
                        Mistake.SAME_CONTENT_MAY_BE_PUT_AGAIN,
                        Contract::a_blob_is_written_once,
                        "putting 'first' where 'first' is"),
                wrong(
                        Mistake.LOOKS_THEN_WRITES,
                        Contract::of_many_puts_of_one_name_from_several_storages_one_succeeds,
                        "that succeeded"),
                wrong(Mistake.SHOWS_HALF_A_BLOB, Contract::a_reader_sees_a_whole_blob_or_none, "blob"),
                wrong(
                        Mistake.LISTS_UNSORTED,
                        Contract::a_list_is_ascending_and_holds_what_begins_with_the_prefix,
                        "sorted"),
                wrong(Mistake.LISTS_ONE_PAGE, Contract::a_list_is_whole_also_when_it_is_long, "a list of 1001 blobs"),
                wrong(
                        Mistake.LISTS_WHOLE_DIRECTORIES,
                        Contract::a_list_is_ascending_and_holds_what_begins_with_the_prefix,
                        "a prefix that ends within a part"),
                wrong(
                        Mistake.DELETING_NOTHING_FAILS,
                        Contract::what_is_deleted_is_gone_and_deleting_again_is_fine,
                        "deleting what is gone"),
                wrong(
                        Mistake.DELETES_NOTHING,
                        Contract::what_is_deleted_is_gone_and_deleting_again_is_fine,
                        "a deleted blob"),
                wrong(Mistake.NAMES_UNCHECKED, Contract::names_that_lead_elsewhere_are_refused, "put ''"),
                wrong(
                        Mistake.KEEPS_CALLERS_ARRAYS,
                        Contract::what_the_caller_does_with_its_arrays_afterwards_changes_nothing,
                        "after the array that was put was changed"),
                wrong(
                        Mistake.HANDS_OUT_ITS_ARRAYS,
                        Contract::what_the_caller_does_with_its_arrays_afterwards_changes_nothing,
                        "after an array that was got was changed"),
                wrong(Mistake.FORGETS_WHEN_CLOSED, Contract::opening_again_finds_every_blob, "is not there"),
                wrong(Mistake.CLOSE_IGNORED, Contract::a_closed_storage_says_so_whatever_is_called, "put"));
    }

    private static Arguments wrong(Mistake mistake, Law law, String message) {
        return arguments(mistake, law, message);
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract) throws Exception;
    }

    /** The contract of a storage with a mistake. */
    private static final class Contract extends CheckpointStorageContract {
        private final ToyCheckpointStorage.Disk disk = new ToyCheckpointStorage.Disk();
        private final Mistake mistake;

        Contract(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        protected CheckpointStorage open(Path directory) {
            return new ToyCheckpointStorage(disk, mistake);
        }
    }
}
