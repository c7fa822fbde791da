// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.CheckpointStorageFactory;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.source.Positions;
import io.tidemark.state.StateBackendConfig;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JdbcCheckpointStorageFactoryTest {
    private static final LogOptions OPTIONS = new LogOptions(2, 1000, 0.5, 2);

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void it_is_found_and_a_log_is_kept_in_it() throws IOException {
        CheckpointStorageFactory factory = ServiceLoader.load(CheckpointStorageFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals("jdbc"))
                .findFirst()
                .orElseThrow();
        try (CheckpointStorage storage = factory.open(config(Map.of("path", directory.toString())))) {
            CheckpointLog log = CheckpointLog.open(storage, OPTIONS, warnings::add);
            CheckpointLog zombie = CheckpointLog.open(storage, OPTIONS, warnings::add);
            Optional<Checkpoint> last = Optional.empty();
            for (int i = 1; i <= 6; i++) {
                last = Optional.of(log.write(header(i), last, batch(i)));
                log.compact();
            }
            assertThatExceptionOfType(FencedException.class)
                    .isThrownBy(() -> zombie.write(header(1), Optional.empty(), batch(99)));
        }
        try (CheckpointStorage storage = factory.open(config(Map.of("path", directory.toString())))) {
            CheckpointLog log = CheckpointLog.open(storage, OPTIONS, warnings::add);
            assertThat(log.checkpoints()).extracting(Checkpoint::id).containsExactly(5L, 6L);
            assertThat(log.newestIntact()).map(Checkpoint::header).contains(header(6));
            assertThat(log.verify(log.checkpoints().get(0))).isEmpty();
        }
        assertThat(warnings).isEmpty();
    }

    @Test
    void what_does_not_say_which_database_is_refused() {
        JdbcCheckpointStorageFactory factory = new JdbcCheckpointStorageFactory();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.open(config(Map.of())))
                .withMessageContaining("'url'")
                .withMessageContaining("'path'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.open(config(Map.of("path", "x", "url", "jdbc:postgresql://y/z"))))
                .withMessageContaining("both");
    }

    private static StateBackendConfig config(Map<String, String> properties) {
        return new StateBackendConfig("job", properties);
    }

    private static CheckpointHeader header(long id) {
        return new CheckpointHeader("job", id, id, Positions.BEGINNING, new TreeMap<>());
    }

    private static StateBatch batch(int value) {
        StateBatch batch = new StateBatch();
        for (int i = 0; i < 50; i++) {
            batch.put("a", new byte[] {(byte) (i * value)}, new byte[value]);
        }
        return batch;
    }
}
