// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.source.Positions;
import io.tidemark.state.KeyRange;
import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints that were written when version 1 of the format was new. They are never written anew: a format that differs has another version, and this one stays readable. */
final class GoldenCheckpointsTest {
    private static final LogOptions OPTIONS = new LogOptions(9, 160, 10, 2);

    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void r3_checkpoints_of_version_1_are_read() throws Exception {
        List<String> read = describe(golden());
        assertThat(read)
                .as("checkpoints that were written in version 1 of the format: a change of the code that reads them is"
                        + " one of the format, and needs a new version")
                .isEqualTo(Files.readAllLines(golden().resolve("EXPECTED.txt"), UTF_8));
        assertThat(warnings).isEmpty();
    }

    @Test
    void version_1_is_still_written_as_it_was() throws Exception {
        write(directory);
        List<String> files = files(directory);
        assertThat(files).isEqualTo(files(golden())).hasSizeGreaterThan(8);
        for (String file : files) {
            assertThat(Files.readAllBytes(directory.resolve(file)))
                    .as("'%s': older programs read version 1, so what differs needs a new version", file)
                    .isEqualTo(Files.readAllBytes(golden().resolve(file)));
        }
    }

    /** Every kind of entry, a base, deltas, a base of a merge, a value longer than a part, and an empty delta. */
    private static void write(Path directory) throws IOException {
        try (CheckpointStorage storage = LocalCheckpointStorage.open(directory)) {
            CheckpointLog log = CheckpointLog.open(storage, OPTIONS, GoldenCheckpointsTest::fail);
            StateBatch base = new StateBatch();
            for (int i = 0; i < 20; i++) {
                base.put("counts", new byte[] {(byte) (16 * i), 1}, new byte[i]);
            }
            base.put("watermarks_of_views", new byte[] {0}, new byte[200]);
            StateBatch changes = new StateBatch();
            changes.put("counts", new byte[] {127}, new byte[] {1});
            changes.deleteRange("counts", KeyRange.of(new byte[] {16}, new byte[] {64}));
            changes.deleteRange("counts", KeyRange.startingAt(new byte[] {(byte) 240}));
            changes.put("counts", new byte[] {32}, new byte[] {2});
            changes.delete("counts", new byte[] {64, 1});
            StateBatch more = new StateBatch();
            more.put("counts", new byte[] {64, 1}, new byte[0]);
            more.deleteRange("sessions", KeyRange.all());
            Optional<Checkpoint> last = Optional.empty();
            for (StateBatch batch : List.of(base, changes, new StateBatch(), more, changes, more)) {
                log.compact();
                last = Optional.of(log.write(header(log.nextId()), last, batch));
            }
        }
    }

    private static CheckpointHeader header(long id) {
        return new CheckpointHeader(
                "llm-metrics",
                id,
                1_700_000_000_000L + id,
                new Positions(Map.of(0, 100 * id, 3, Long.MAX_VALUE)),
                new TreeMap<>(Map.of("latency_p99", 1_699_999_999_000L, "\u00fcber", Long.MIN_VALUE)));
    }

    private List<String> describe(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        try (CheckpointStorage storage = LocalCheckpointStorage.open(directory)) {
            CheckpointLog log = CheckpointLog.open(storage, OPTIONS, warnings::add);
            for (Checkpoint checkpoint : log.checkpoints()) {
                lines.add(checkpoint.header() + " in " + checkpoint.segments().size() + " segments, "
                        + checkpoint.bytes() + " bytes, problems " + log.verify(checkpoint));
                log.read(checkpoint, new Lines(lines));
            }
        }
        return lines;
    }

    private static List<String> files(Path directory) throws IOException {
        try (CheckpointStorage storage = LocalCheckpointStorage.open(directory)) {
            return storage.list("").stream().map(StoredBlob::name).toList();
        }
    }

    private static Path golden() throws URISyntaxException {
        URL resource = GoldenCheckpointsTest.class.getResource("/checkpoints/v1/EXPECTED.txt");
        return Path.of(Objects.requireNonNull(resource).toURI())
                .resolveSibling(".")
                .normalize();
    }

    private static void fail(String warning) {
        throw new AssertionError("there is nothing to warn of here: " + warning);
    }

    /** Writes puts down. A log that is read has nothing else. */
    private record Lines(List<String> lines) implements StateBatch.Visitor {
        @Override
        public void put(String store, byte[] key, byte[] value) {
            HexFormat hex = HexFormat.of();
            lines.add(store + "/" + hex.formatHex(key) + "=" + hex.formatHex(value));
        }

        @Override
        public void delete(String store, byte[] key) {
            throw new AssertionError("a delete in " + store);
        }

        @Override
        public void deleteRange(String store, KeyRange range) {
            throw new AssertionError("a deleted range in " + store);
        }
    }
}
