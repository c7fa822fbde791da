// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** The tables: made where they are missing, changed where they are older, left alone where they are newer. */
final class Schema {
    /** The table in which Flyway keeps what it did. */
    static final String HISTORY = "tidemark_history";

    private Schema() {}

    /** Brings the tables to this version. {@code open} is a connection to the same database; Flyway opens its own. */
    static void migrate(Connection open, Database database) throws SQLException, IOException {
        migrate(open, database.migrations());
    }

    /** As {@link #migrate(Connection, Database)}, with migrations of one's own. */
    static void migrate(Connection open, FluentConfiguration migrations) throws SQLException, IOException {
        Flyway flyway = migrations.load();
        try {
            requireNoneNewer(flyway);
            flyway.migrate();
        } catch (FlywayException e) {
            @Nullable SQLException cause = sqlCause(e);
            if (cause != null) {
                throw cause;
            }
            throw new IOException(
                    "its tables in " + open.getMetaData().getDatabaseProductName()
                            + " are not as this version of Tidemark left them: take back what was changed in them",
                    null);
        }
    }

    private static void requireNoneNewer(Flyway flyway) throws IOException {
        MigrationInfo[] all = flyway.info().all();
        for (MigrationInfo info : all) {
            if (info.getState() == MigrationState.FUTURE_SUCCESS || info.getState() == MigrationState.FUTURE_FAILED) {
                throw new IOException("its tables have version " + info.getVersion()
                        + ", and this version of Tidemark knows them up to " + newestKnown(all) + ": use a newer one");
            }
        }
    }

    private static String newestKnown(MigrationInfo[] all) {
        return Arrays.stream(all)
                .filter(info -> info.getState().isResolved() && info.getVersion() != null)
                .max(Comparator.comparing(MigrationInfo::getVersion))
                .map(info -> info.getVersion().toString())
                .orElse("0");
    }

    private static @Nullable SQLException sqlCause(Throwable error) {
        @Nullable Throwable cause = error;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return (SQLException) cause;
    }
}
