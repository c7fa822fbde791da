// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import static io.tidemark.testkit.ToyFileBackend.Mistake.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tidemark.state.StateBackendFactory;
import io.tidemark.testkit.ToyFileBackend.Mistake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Backends that go wrong with files fail the contract, and the failure says what is wrong. */
final class StateBackendOnDiskContractTest {
    @TempDir
    private Path scratch;

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void a_wrong_backend_fails(Mistake mistake, Law law, String message) {
        Contract contract = new Contract(mistake);
        contract.scratch = scratch;
        Throwable failure = catchThrowable(() -> law.check(contract));
        // Without root there is no small disk, and the law is skipped.
        assumeFalse(String.valueOf(failure).contains("TestAbortedException"), () -> String.valueOf(failure));
        assertThat(failure).as("%s", mistake).isInstanceOf(AssertionError.class).hasMessageContaining(message);
    }

    @Test
    void every_mistake_is_tried() {
        List<Mistake> all = List.of(Mistake.values());
        assertThat(mistakes().map(mistake -> mistake.get()[0])).containsAll(all.subList(1, all.size()));
    }

    private static Stream<Arguments> mistakes() {
        Law kills = Contract
                ::a_killed_process_leaves_just_the_batches_up_to_its_last_id_and_none_that_it_spoke_of_is_missing;
        Law damages = Contract::damage_to_a_file_is_told_with_its_path_or_leaves_just_an_earlier_batch;
        Law twice = Contract::what_was_open_elsewhere_is_refused_with_its_path_and_can_be_opened_when_it_is_closed;
        Law full = Contract::a_full_disk_refuses_a_batch_as_a_whole_and_what_was_there_can_be_read_and_opened_again;
        return Stream.of(
                arguments(WRITES_WHEN_CLOSED, kills, "of a process that said it had applied"),
                arguments(SHOWS_HALF_A_BATCH, kills, "what is wrong after kill"),
                arguments(NO_CHECKSUM, damages, "neither told nor harmless"),
                arguments(DAMAGE_WITHOUT_A_PATH, damages, "the message does not name the directory"),
                arguments(DAMAGE_IS_A_BUG, damages, "it is no IOException"),
                arguments(TWO_MAY_OPEN, twice, "opening it a second time in this process"),
                arguments(FULL_DISK_UNNOTICED, full, "were taken on a disk of"),
                arguments(KEEPS_WHAT_DID_NOT_FIT, full, "the last id after opening again"));
    }

    /** One test of the contract. */
    @FunctionalInterface
    private interface Law {
        void check(Contract contract) throws Exception;
    }

    /** The contract of a backend with a mistake. */
    private static final class Contract extends StateBackendOnDiskContract {
        private final Mistake mistake;

        Contract(Mistake mistake) {
            this.mistake = mistake;
        }

        @Override
        protected StateBackendFactory factory() {
            return new ToyFileBackendFactory();
        }

        @Override
        protected Map<String, String> properties(Path directory) {
            return Map.of("path", directory.toString(), "mistake", mistake.name());
        }
    }
}
