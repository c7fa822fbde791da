// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.testkit.CheckpointStorageContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class PostgresCheckpointStorageTest extends CheckpointStorageContract {
    @Override
    protected CheckpointStorage open(Path directory) throws IOException {
        return JdbcCheckpointStorage.openPostgres(
                Postgres.config(directory.getFileName().toString()));
    }

    @Test
    void a_server_that_does_not_wait_for_its_disk_is_warned_of() throws IOException {
        Logger logger = (Logger) LoggerFactory.getLogger(JdbcCheckpointStorage.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try {
            open(Path.of("warned")).close();
        } finally {
            logger.detachAppender(logged);
        }
        assertThat(logged.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo(
                        "the postgres checkpoint storage of 'warned' is not durable: the server runs with fsync=off");
    }
}
