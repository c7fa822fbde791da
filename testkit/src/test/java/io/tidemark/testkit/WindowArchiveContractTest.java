// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.archive.WindowArchive;
import io.tidemark.testkit.ToyWindowArchive.Mistake;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong archives fail the contract, and the failure says what is wrong. */
final class WindowArchiveContractTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_archive_fails(Mistake mistake, Law law, String message) throws Exception {
        Contract contract = new Contract(mistake);
        contract.openArchive();
        assertThatThrownBy(() -> law.check(contract))
                .as("%s", mistake)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    @Test
    void every_mistake_is_tried() {
        Set<Object> tried = mistakes().map(mistake -> mistake.get()[0]).collect(Collectors.toSet());
        assertThat(Mistake.values()).allMatch(mistake -> mistake == Mistake.NONE || tried.contains(mistake));
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(Mistake.WRITES_ONE_BY_ONE, Contract::a_reader_sees_whole_batches, "seen"),
                wrong(Mistake.LOSES_WHAT_REPLACES, Contract::what_was_appended_is_read_back, "what was appended"),
                wrong(
                        Mistake.FIRST_OF_TWO_STAYS,
                        Contract::a_pane_that_is_written_again_is_there_once,
                        "a pane that was written twice"),
                wrong(
                        Mistake.KEYS_AS_SIGNED_BYTES,
                        Contract::a_scan_is_in_the_order_of_keys_then_windows_then_sequence,
                        "the order of a scan"),
                wrong(
                        Mistake.SEQUENCE_BACKWARDS,
                        Contract::a_scan_is_in_the_order_of_keys_then_windows_then_sequence,
                        "the order of a scan"),
                wrong(
                        Mistake.MEETING_IS_ENOUGH,
                        Contract::a_scan_has_whole_windows_inside_the_range_of_one_key_or_of_all,
                        "inside the range"),
                wrong(
                        Mistake.ALL_KEYS,
                        Contract::a_scan_has_whole_windows_inside_the_range_of_one_key_or_of_all,
                        "of one key"),
                wrong(Mistake.ONE_SHAPE, Contract::views_and_shapes_are_apart, "the views"),
                wrong(Mistake.CUTS_KEYS, Contract::keys_and_accumulators_may_be_long, "long ones"),
                wrong(Mistake.CUTS_ACCUMULATORS, Contract::keys_and_accumulators_may_be_long, "long ones"),
                wrong(Mistake.READS_ONE_PAGE, Contract::a_scan_of_many_panes_yields_each_once, "many panes"),
                wrong(Mistake.SCAN_SEES_LATER, Contract::a_scan_sees_one_state, "while the scan went on"),
                wrong(
                        Mistake.TAKES_BACK_TOO_MUCH,
                        Contract::what_comes_after_an_epoch_can_be_taken_back,
                        "panes of epochs up to 2"),
                wrong(
                        Mistake.TAKES_NOTHING_BACK,
                        Contract::what_comes_after_an_epoch_can_be_taken_back,
                        "panes of epochs up to 2"),
                wrong(
                        Mistake.FORGETS_EPOCH,
                        Contract::opening_again_finds_every_pane_and_the_highest_epoch,
                        "the highest epoch"),
                wrong(Mistake.NEVER_FENCED, Contract::who_claims_it_last_is_the_only_writer, "claim"),
                wrong(
                        Mistake.DELETES_HALF_WINDOWS,
                        Contract::old_windows_of_event_time_are_deleted_whole_and_oldest_first,
                        "the rest of the window"),
                wrong(
                        Mistake.DELETES_WHAT_ENDS_LATER,
                        Contract::old_windows_of_event_time_are_deleted_whole_and_oldest_first,
                        "nothing is so old"),
                wrong(
                        Mistake.DELETES_COUNT_WINDOWS,
                        Contract::old_windows_of_event_time_are_deleted_whole_and_oldest_first,
                        "of both views"),
                wrong(
                        Mistake.FORGETS_WHEN_CLOSED,
                        Contract::opening_again_finds_every_pane_and_the_highest_epoch,
                        "after opening again"),
                wrong(Mistake.CLOSE_IGNORED, Contract::a_closed_archive_says_so_whatever_is_called, "append"));
    }

    private static Arguments wrong(Mistake mistake, Law law, String message) {
        return arguments(mistake, law, message);
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract) throws Exception;
    }

    /** The contract of an archive with a mistake. */
    private static final class Contract extends WindowArchiveContract {
        private final MemoryWindowArchive archive = new MemoryWindowArchive();
        private final Mistake mistake;

        Contract(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        protected WindowArchive open(Path directory) {
            return new ToyWindowArchive(archive.reopened(), mistake);
        }
    }
}
