// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.jdbc.CuttingProxy.Commit;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A commit whose answer was lost happened or did not; which of the two, must be known before anything else is done. */
final class LostAnswerTest {
    private CuttingProxy proxy;

    @BeforeEach
    void startProxy() throws IOException {
        proxy = new CuttingProxy(Postgres.shared().getPort());
    }

    @AfterEach
    void closeProxy() throws IOException {
        proxy.close();
    }

    @Test
    void a_commit_that_did_not_arrive_was_not_applied_and_can_be_tried_again() throws Exception {
        try (StateBackend backend = open("never_arrived")) {
            backend.apply(Entries.put(1, 1), 1);
            proxy.nextCommitIs(Commit.LOST);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> backend.apply(Entries.put(1, 2), 2));
            assertThat(backend.lastCheckpointId()).isEqualTo(1);
            assertThat(Entries.get(backend, 1)).isEqualTo("00000001");
            backend.apply(Entries.put(1, 2), 2);
            assertThat(Entries.get(backend, 1)).isEqualTo("00000002");
        }
    }

    @Test
    void a_commit_that_did_arrive_was_applied_and_the_next_one_goes_on_from_there() throws Exception {
        try (StateBackend backend = open("arrived")) {
            backend.apply(Entries.put(1, 1), 1);
            proxy.nextCommitIs(Commit.ANSWER_LOST);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> backend.apply(Entries.put(1, 2), 2));
            assertThatIllegalArgumentException().isThrownBy(() -> backend.apply(Entries.put(1, 2), 2));
            assertThat(backend.lastCheckpointId()).isEqualTo(2);
            assertThat(Entries.get(backend, 1)).isEqualTo("00000002");
            backend.apply(Entries.put(1, 3), 3);
        }
    }

    @Test
    void a_commit_that_the_server_is_still_busy_with_is_waited_for() throws Exception {
        try (StateBackend backend = open("slow")) {
            backend.apply(Entries.put(1, 1), 1);
            makeCommitsSlow();
            proxy.nextCommitIs(Commit.ANSWER_LOST);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> backend.apply(Entries.put(1, 2), 2));
            assertThat(backend.lastCheckpointId())
                    .as("the last batch, asked for while the server is committing it")
                    .isEqualTo(2);
            assertThat(Entries.get(backend, 1)).isEqualTo("00000002");
        }
    }

    @Test
    void a_part_of_a_loading_whose_answer_was_lost_is_told_apart_though_it_has_no_id() throws Exception {
        try (StateBackend backend = open("parts")) {
            backend.apply(Entries.put(1, 1), StateBackend.NO_CHECKPOINT);
            proxy.nextCommitIs(Commit.ANSWER_LOST);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> backend.apply(Entries.put(2, 2), StateBackend.NO_CHECKPOINT));
            backend.apply(Entries.put(3, 3), 9);
            assertThat(Entries.values(backend, "a")).containsExactly(1, 2, 3);
        }
    }

    @Test
    void a_clear_whose_answer_was_lost_is_found_out_too() throws Exception {
        try (StateBackend backend = open("cleared")) {
            backend.apply(Entries.put(1, 1), 5);
            proxy.nextCommitIs(Commit.LOST);
            assertThatExceptionOfType(IOException.class).isThrownBy(backend::clear);
            assertThat(backend.lastCheckpointId()).isEqualTo(5);
            proxy.nextCommitIs(Commit.ANSWER_LOST);
            assertThatExceptionOfType(IOException.class).isThrownBy(backend::clear);
            assertThat(backend.lastCheckpointId()).isEqualTo(StateBackend.NO_CHECKPOINT);
            backend.apply(Entries.put(1, 2), 3);
            assertThat(Entries.values(backend, "a")).containsExactly(2);
        }
    }

    private StateBackend open(String job) throws IOException {
        return new PostgresStateBackendFactory().open(config(job));
    }

    private StateBackendConfig config(String job) {
        // Without prepared statements each commit says so in words, for the proxy to see.
        String url = "jdbc:postgresql://localhost:" + proxy.port() + "/postgres?user=postgres&prepareThreshold=0";
        StateBackendConfig config = Kind.with(Postgres.config("lost_answer_" + job), "url", url);
        return Kind.with(config, "schema", "lost_answer_" + job);
    }

    /** A trigger that waits when a transaction that changed the job's row commits. */
    private void makeCommitsSlow() throws Exception {
        try (Connection connection =
                        new PostgresDatabase(config("slow")).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN PERFORM pg_sleep(2); RETURN NULL; END'");
            statement.execute("CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON state_job"
                    + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait()");
        }
    }
}
