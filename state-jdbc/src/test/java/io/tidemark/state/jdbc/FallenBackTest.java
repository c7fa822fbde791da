// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.state.StateBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that was restored, or failed over to a copy that lacks the last batches, while a job was using it. */
final class FallenBackTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void no_batch_is_put_on_top_of_a_hole(Kind kind) throws Exception {
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.put(1, 1), 1);
            backend.apply(Entries.put(1, 2), 2);
            fallBack(kind);
            for (int i = 0; i < 2; i++) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> backend.apply(Entries.put(2, 3), 3))
                        .withMessageContaining("fallen back")
                        .withMessageContaining("Clear it, or open it again");
                assertThat(backend.lastCheckpointId()).as("the truth").isEqualTo(1);
                assertThat(Entries.get(backend, 2)).isNull();
            }
            backend.clear();
            backend.apply(Entries.put(1, 7), 2);
            assertThat(backend.lastCheckpointId()).isEqualTo(2);
            assertThat(Entries.values(backend, "a")).containsExactly(7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_loading_in_parts_that_lost_one_of_them_is_noticed_though_they_have_no_ids(Kind kind) throws Exception {
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.put(1, 1), StateBackend.NO_CHECKPOINT);
            backend.apply(Entries.put(2, 2), StateBackend.NO_CHECKPOINT);
            fallBack(kind);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> backend.apply(Entries.put(3, 3), 9))
                    .withMessageContaining("fallen back");
        }
    }

    @ParameterizedTest
    @EnumSource
    void opening_it_again_goes_on_from_where_it_is(Kind kind) throws Exception {
        try (StateBackend backend = kind.open(directory)) {
            backend.apply(Entries.put(1, 1), 1);
            backend.apply(Entries.put(1, 2), 2);
            fallBack(kind);
        }
        try (StateBackend backend = kind.open(directory)) {
            assertThat(backend.lastCheckpointId()).isEqualTo(1);
            backend.apply(Entries.put(1, 2), 2);
        }
    }

    private void fallBack(Kind kind) throws Exception {
        try (Connection connection = kind.connect(directory);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE state_job SET version = version - 1,"
                    + " checkpoint_id = CASE WHEN checkpoint_id > 0 THEN checkpoint_id - 1 ELSE 0 END WHERE name = '"
                    + kind.config(directory).name() + "'");
        }
    }
}
