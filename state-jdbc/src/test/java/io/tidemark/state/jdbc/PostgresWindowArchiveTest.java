// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.archive.WindowArchive;
import io.tidemark.testkit.WindowArchiveContract;
import java.io.IOException;
import java.nio.file.Path;

final class PostgresWindowArchiveTest extends WindowArchiveContract {
    @Override
    protected WindowArchive open(Path directory) throws IOException {
        return new PostgresWindowArchiveFactory()
                .open(Postgres.config(directory.getFileName().toString()));
    }
}
