// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.state.StateBackend;
import io.tidemark.testkit.Seeds;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KilledProcessTest {
    private static final int CYCLES = 6;

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    private final Random random = seeds.random();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void what_was_applied_outlives_sigkill_and_half_of_a_batch_is_never_there(Kind kind) throws Exception {
        int applied = 0;
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            applied = applyUntilKilled(kind);
            try (StateBackend backend = kind.open(directory)) {
                int last = (int) backend.lastCheckpointId();
                assertThat(last).as("the last batch after a kill").isBetween(applied, applied + 1);
                for (String store : new String[] {"a", "b"}) {
                    assertThat(Entries.values(backend, store))
                            .as("store %s after batch %d", store, last)
                            .isEqualTo(Collections.nCopies(Child.KEYS, last));
                }
            }
        }
        assertThat(applied).isGreaterThanOrEqualTo(CYCLES);
    }

    /** The last batch that the killed process had heard was applied. */
    private int applyUntilKilled(Kind kind) throws Exception {
        try (Child child = Child.start(kind.config(directory), kind.name().toLowerCase(Locale.ROOT))) {
            int applied = 0;
            int lines = 1 + random.nextInt(20);
            for (int i = 0; i < lines; i++) {
                applied = Integer.parseInt(Objects.requireNonNull(child.readLine(), "it ended by itself"));
            }
            passSomeTime();
            assertThat(child.isAlive())
                    .as("whether there was work left when it was killed")
                    .isTrue();
            child.kill();
            for (String line = child.readLine(); line != null; line = child.readLine()) {
                applied = Integer.parseInt(line);
            }
            return applied;
        }
    }

    /** So that the kill comes at any moment of a batch. */
    private void passSomeTime() {
        CRC32 crc = new CRC32();
        byte[] bytes = new byte[1 << 16];
        for (int i = random.nextInt(1000); i > 0; i--) {
            crc.update(bytes);
        }
        assertThat(crc.getValue()).isNotNegative();
    }
}
