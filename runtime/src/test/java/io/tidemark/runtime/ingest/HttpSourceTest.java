// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.source.Source;
import io.tidemark.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, over a journal of several files that was written in two lives. */
class HttpSourceTest extends SourceContract {
    private static final int RECORDS = 60;

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void fill() throws IOException {
        for (int life = 0; life < 2; life++) {
            try (Journal journal =
                    Journal.open(directory.resolve("journal"), Ingests.CONFIG.maxDiskBytes(), warning -> {})) {
                for (int i = 0; i < RECORDS / 6; i++) {
                    String text = life + "." + i + " ".repeat(100_000);
                    Texts.append(journal, List.of(text, "b", "c"));
                }
            }
        }
    }

    @Override
    protected Source source() {
        return Ingests.source(directory.resolve("journal"));
    }

    @Override
    protected int records() {
        return RECORDS;
    }

    @Override
    protected boolean bounded() {
        return false;
    }

    @Override
    protected Source unreachable() throws IOException {
        return Ingests.source(Files.writeString(directory.resolve("file"), "no directory"));
    }
}
