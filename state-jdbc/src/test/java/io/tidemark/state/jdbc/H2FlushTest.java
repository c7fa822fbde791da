// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class H2FlushTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void flushing_waits_for_what_H2_is_just_writing_by_itself(boolean interrupted) throws Exception {
        Database database = Kind.H2.database(Kind.H2.config(directory));
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        try (HeldFiles.Hold hold = HeldFiles.hold(directory);
                Connection connection = database.source().getConnection()) {
            execute(connection, "CREATE TABLE t (n INT)");
            execute(connection, "INSERT INTO t VALUES (1)");
            hold.awaitWrite();
            FutureTask<Boolean> flush = new FutureTask<>(() -> {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                database.flush(connection);
                events.add("flushed");
                return Thread.currentThread().isInterrupted();
            });
            Thread thread = new Thread(flush);
            thread.start();
            while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
            events.add("written");
            hold.release();
            assertThat(flush.get()).as("whether it is still interrupted").isEqualTo(interrupted);
        }
        assertThat(events).containsExactly("written", "flushed");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
