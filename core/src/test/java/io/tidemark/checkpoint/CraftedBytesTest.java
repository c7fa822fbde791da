// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateOutput;
import io.tidemark.source.Positions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes whose checksums are right, but that nobody would have written: they are refused as damage is, with little memory and without other exceptions. */
final class CraftedBytesTest {
    private static final long SEED = Long.getLong("tidemark.seed", new Random().nextLong());
    private static final int ROUNDS = 20_000;

    private final Blobs storage = new Blobs(new TreeMap<>());

    @Test
    void r3_a_manifest_of_any_bytes_is_read_or_refused() throws IOException {
        Random random = new Random(SEED);
        Segment segment = new Segment(7, 10, List.of(new SegmentPart(100, 1), new SegmentPart(50, 2)));
        CheckpointHeader header =
                new CheckpointHeader("job", 3, 4, new Positions(Map.of(0, 1L, 1, 2L)), new TreeMap<>(Map.of("v", 5L)));
        byte[] manifest = ManifestFormat.write(new Checkpoint(header, List.of(segment, segment)));
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = manifest.clone();
            change(changed, 8, changed.length - 4, random);
            int end = changed.length - 4;
            ByteBuffer.wrap(changed).putInt(end, Checksums.of(changed, 0, end));
            try {
                assertThat(ManifestFormat.read(changed, 3).id())
                        .as("seed %d, round %d", SEED, round)
                        .isEqualTo(3);
            } catch (CorruptStateException e) {
                refused++;
            }
        }
        assertThat(refused).as("refused, seed %d", SEED).isBetween(ROUNDS / 10, ROUNDS - 1);
    }

    @Test
    void r3_a_segment_of_any_bytes_is_read_or_refused() throws IOException {
        Random random = new Random(SEED);
        SegmentWriter writer = new SegmentWriter(storage, 1, 1000);
        for (int i = 0; i < 10; i++) {
            writer.add(SegmentEntry.put("store", new byte[] {(byte) i, 1}, new byte[i]));
            writer.add(new SegmentEntry(SegmentEntry.DELETE_RANGE, "store", new byte[] {(byte) i, 2}, new byte[] {9}));
        }
        writer.end();
        byte[] part = Objects.requireNonNull(storage.get(LogNames.segment(1, 0)));
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = part.clone();
            change(changed, PartFormat.HEADER_LENGTH, changed.length, random);
            Segment segment = replace(changed, 20);
            String problems = String.valueOf(SegmentCheck.problems(storage, segment));
            refused += problems.equals("[]") ? 0 : 1;
        }
        assertThat(refused).as("refused, seed %d", SEED).isBetween(ROUNDS / 10, ROUNDS - 1);
    }

    @Test
    void r3_a_short_blob_that_claims_to_be_long_is_refused() throws IOException {
        StateOutput out = new StateOutput();
        out.writeRaw(PartFormat.header(1, 0));
        out.writeInt(Integer.MAX_VALUE);
        out.writeInt(0);
        refusedWith(out.toByteArray(), 1, "a block of 2147483647 bytes cannot be in the 0 bytes that are left");
        StateOutput entry = new StateOutput();
        entry.writeText("store");
        entry.writeByte(SegmentEntry.PUT);
        entry.writeVarLong(2_000_000_000L);
        refusedWith(block(entry), 1, "2000000000 things of at least 1 bytes each cannot be in the 0 bytes");
    }

    @Test
    void r3_entries_out_of_order_or_of_another_number_are_refused() throws IOException {
        StateOutput entries = new StateOutput();
        entries.writeText("store");
        PartFormat.write(SegmentEntry.put("store", new byte[] {2}, new byte[0]), entries);
        PartFormat.write(SegmentEntry.put("store", new byte[] {1}, new byte[0]), entries);
        refusedWith(block(entries), 2, "the segment 1 is not in order at its entry 2");
        entries.reset();
        entries.writeText("store");
        PartFormat.write(SegmentEntry.put("store", new byte[] {2}, new byte[0]), entries);
        refusedWith(block(entries), 2, "the segment 1 has 1 entries, but was written with 2");
        entries.reset();
        entries.writeText("../store");
        refusedWith(block(entries), 0, "a store's name has 1 to 48");
    }

    @Test
    void r3_a_part_in_the_place_of_another_is_refused() throws IOException {
        StateOutput out = new StateOutput();
        out.writeRaw(PartFormat.header(2, 0));
        refusedWith(out.toByteArray(), 0, "holds another part or another segment");
        out.reset();
        out.writeRaw(new byte[PartFormat.HEADER_LENGTH]);
        refusedWith(out.toByteArray(), 0, "does not begin as a segment does");
    }

    private void refusedWith(byte[] part, long entries, String message) {
        Segment segment = replace(part, entries);
        SegmentCursor cursor = new SegmentCursor(storage, segment);
        assertThatExceptionOfType(CorruptStateException.class)
                .isThrownBy(() -> {
                    for (long i = 0; i <= entries; i++) {
                        cursor.next();
                    }
                })
                .withMessageContaining(message);
    }

    private Segment replace(byte[] part, long entries) {
        storage.blobs.put(LogNames.segment(1, 0), part);
        return new Segment(1, entries, List.of(new SegmentPart(part.length, Checksums.of(part))));
    }

    private static byte[] block(StateOutput content) {
        StateOutput out = new StateOutput();
        out.writeRaw(PartFormat.header(1, 0));
        out.writeInt(content.size());
        out.writeInt(Checksums.of(content.toByteArray()));
        out.writeRaw(content.toByteArray());
        return out.toByteArray();
    }

    private static void change(byte[] bytes, int from, int to, Random random) {
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            int position = from + random.nextInt(to - from);
            bytes[position] = random.nextBoolean() ? (byte) -1 : (byte) random.nextInt(256);
        }
    }

    /** Blobs on the heap. */
    private record Blobs(Map<String, byte[]> blobs) implements CheckpointStorage {
        @Override
        public void put(String name, byte[] content) {
            blobs.put(name, content);
        }

        @Override
        public byte @Nullable [] get(String name) {
            return blobs.get(name);
        }

        @Override
        public List<StoredBlob> list(String prefix) {
            return List.of();
        }

        @Override
        public void delete(String name) {
            blobs.remove(name);
        }

        @Override
        public void close() {
            blobs.clear();
        }
    }
}
