// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.source.Positions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The bytes of a manifest, see docs/checkpoint-format.md. In every version they begin with the magic number and the version, and end with the checksum of all before. */
final class ManifestFormat {
    static final int VERSION = 1;

    /** "TMCP". */
    private static final int MAGIC = 0x544D4350;

    private static final int LEAST_LENGTH = 3 * Integer.BYTES;

    private ManifestFormat() {}

    static byte[] write(Checkpoint checkpoint) {
        StateOutput out = new StateOutput(1024);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        writeHeader(checkpoint.header(), out);
        out.writeVarLong(checkpoint.segments().size());
        checkpoint.segments().forEach(segment -> writeSegment(segment, out));
        out.writeInt(Checksums.of(out.toByteArray()));
        return out.toByteArray();
    }

    /**
     * Reads the manifest of checkpoint {@code id}.
     *
     * @throws CorruptStateException when it is damaged
     * @throws IOException when it is intact, but of a newer format
     */
    static Checkpoint read(byte[] bytes, long id) throws IOException {
        requireIntact(bytes);
        StateInput in = new StateInput(bytes, Integer.BYTES, bytes.length - 2 * Integer.BYTES);
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("checkpoint " + id + " was written in version " + version
                    + " of the checkpoint format, but this Tidemark reads up to " + VERSION
                    + ": use the Tidemark that wrote it, or a newer one");
        }
        try {
            Checkpoint checkpoint = new Checkpoint(readHeader(in), readSegments(in));
            if (in.remaining() > 0) {
                throw new CorruptStateException(in.remaining() + " bytes follow its end");
            }
            if (checkpoint.id() != id) {
                throw new CorruptStateException("it is the manifest of checkpoint " + checkpoint.id());
            }
            return checkpoint;
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException("it says what cannot be: " + e.getMessage(), e);
        }
    }

    private static void requireIntact(byte[] bytes) throws CorruptStateException {
        if (bytes.length < LEAST_LENGTH) {
            throw new CorruptStateException("it has only " + bytes.length + " bytes");
        }
        if (new StateInput(bytes).readInt() != MAGIC) {
            throw new CorruptStateException("it does not begin as a manifest does");
        }
        int length = bytes.length - Integer.BYTES;
        if (new StateInput(bytes, length, Integer.BYTES).readInt() != Checksums.of(bytes, 0, length)) {
            throw new CorruptStateException("its bytes do not match their checksum");
        }
    }

    private static void writeHeader(CheckpointHeader header, StateOutput out) {
        out.writeText(header.job());
        out.writeLong(header.id());
        out.writeLong(header.createdAt());
        Map<Integer, Long> next = header.positions().next();
        out.writeVarLong(next.size());
        next.forEach((partition, offset) -> {
            out.writeInt(partition);
            out.writeLong(offset);
        });
        out.writeVarLong(header.watermarks().size());
        header.watermarks().forEach((view, watermark) -> {
            out.writeText(view);
            out.writeLong(watermark);
        });
    }

    private static CheckpointHeader readHeader(StateInput in) throws CorruptStateException {
        String job = in.readText();
        long id = in.readLong();
        long createdAt = in.readLong();
        Map<Integer, Long> next = new TreeMap<>();
        for (int left = in.readCount(Integer.BYTES + Long.BYTES); left > 0; left--) {
            next.put(in.readInt(), in.readLong());
        }
        SortedMap<String, Long> watermarks = new TreeMap<>();
        for (int left = in.readCount(1 + Long.BYTES); left > 0; left--) {
            watermarks.put(in.readText(), in.readLong());
        }
        return new CheckpointHeader(job, id, createdAt, new Positions(next), watermarks);
    }

    private static void writeSegment(Segment segment, StateOutput out) {
        out.writeLong(segment.number());
        out.writeLong(segment.entries());
        out.writeVarLong(segment.parts().size());
        for (SegmentPart part : segment.parts()) {
            out.writeInt(part.length());
            out.writeInt(part.checksum());
        }
    }

    private static List<Segment> readSegments(StateInput in) throws CorruptStateException {
        int count = in.readCount(2 * Long.BYTES + 1);
        List<Segment> segments = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            segments.add(new Segment(in.readLong(), in.readLong(), readParts(in)));
        }
        return segments;
    }

    private static List<SegmentPart> readParts(StateInput in) throws CorruptStateException {
        int count = in.readCount(2 * Integer.BYTES);
        List<SegmentPart> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(new SegmentPart(in.readInt(), in.readInt()));
        }
        return parts;
    }
}
