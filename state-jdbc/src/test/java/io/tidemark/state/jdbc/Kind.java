// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.state.StateBackend;
import io.tidemark.state.StateBackendConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The kinds of databases, for tests that both must pass. State is where a directory says, whichever kind it is. */
enum Kind {
    H2 {
        @Override
        StateBackendConfig config(Path directory) {
            return new StateBackendConfig("job", Map.of("path", directory.toString()));
        }

        @Override
        StateBackend open(StateBackendConfig config) throws IOException {
            return new H2StateBackendFactory().open(config);
        }

        @Override
        Database database(StateBackendConfig config) throws IOException {
            return H2Database.ofState(config);
        }
    },

    POSTGRES {
        @Override
        StateBackendConfig config(Path directory) {
            return Postgres.config(directory.getFileName().toString());
        }

        @Override
        StateBackend open(StateBackendConfig config) throws IOException {
            return new PostgresStateBackendFactory().open(config);
        }

        @Override
        Database database(StateBackendConfig config) {
            return new PostgresDatabase(config);
        }
    };

    abstract StateBackendConfig config(Path directory);

    abstract StateBackend open(StateBackendConfig config) throws IOException;

    abstract Database database(StateBackendConfig config) throws IOException;

    StateBackend open(Path directory) throws IOException {
        return open(config(directory));
    }

    /** A connection of the test's own, on which it does what nobody should. */
    Connection connect(Path directory) throws IOException, SQLException {
        return database(config(directory)).source().getConnection();
    }

    /** SQL that is true for the rows of a job's entries. */
    String isEntryOf(Path directory) {
        return "store IN (SELECT s.id FROM state_store s JOIN state_job j ON s.job = j.id WHERE j.name = '"
                + config(directory).name() + "')";
    }

    static StateBackendConfig with(StateBackendConfig config, String property, String value) {
        Map<String, String> properties = new HashMap<>(config.properties());
        properties.put(property, value);
        return new StateBackendConfig(config.name(), properties);
    }
}
