// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.state.StateBatch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a job: sorted segments of changes in a {@link CheckpointStorage}, and manifests that say which of them make a checkpoint. The format is in docs/checkpoint-format.md.
 *
 * <p>What holds, whatever instant the process dies at and whichever call of the storage fails:
 *
 * <ol>
 *   <li>A checkpoint is there when its manifest is, and that is written last. A {@link #write} that failed made the checkpoint or did not; opening again says which.
 *   <li>What a checkpoint in {@link #checkpoints} needs is not removed. More are kept than {@link LogOptions#retained} while removing fails.
 *   <li>Damage is found by checksums before anything is believed (rule R3). What is read is what was written, or a {@link io.tidemark.codec.CorruptStateException}.
 *   <li>Of two processes that write, at most one goes on; the other gets a {@link FencedException} and must stop.
 * </ol>
 *
 * <p>Protocol: {@link #open}, {@link #newestIntact}, {@link #read} it, perhaps {@link #discardAfter}; then for each checkpoint {@link #nextId}, {@link #write} with the one before, {@link #compact}. {@code open} and whatever
 * only reads changes nothing in the storage: the checkpoints of a running job can be looked at.
 *
 * <p>One thread at a time uses it. It does not close the storage.
 */
public final class CheckpointLog {
    private final CheckpointStorage storage;
    private final LogOptions options;
    private final Consumer<String> warnings;
    private final Manifests manifests;
    private long lastSegment;

    /** What was written or found intact last. */
    private @Nullable Checkpoint tip;

    private @Nullable Compacted compacted;

    private CheckpointLog(
            CheckpointStorage storage, LogOptions options, Consumer<String> warnings, Manifests manifests) {
        this.storage = storage;
        this.options = options;
        this.warnings = warnings;
        this.manifests = manifests;
    }

    /**
     * Opens the log that is in {@code storage}, which may be empty.
     *
     * @param warnings takes what somebody should know although work goes on, in plain words
     * @throws IOException when the storage fails, or a checkpoint is of a newer format
     */
    public static CheckpointLog open(CheckpointStorage storage, LogOptions options, Consumer<String> warnings)
            throws IOException {
        CheckpointLog log = new CheckpointLog(storage, options, warnings, Manifests.open(storage));
        for (Checkpoint checkpoint : log.manifests.readable().values()) {
            checkpoint.segments().forEach(segment -> log.saw(segment.number()));
        }
        log.segmentBlobs().values().forEach(log::saw);
        return log;
    }

    /** The checkpoints whose manifests can be read, by id. Whether their segments are intact, {@link #verify} says. */
    public List<Checkpoint> checkpoints() {
        return List.copyOf(manifests.readable().values());
    }

    /** What is wrong with each checkpoint whose manifest cannot be read, by id. */
    public SortedMap<Long, String> unreadable() {
        return new TreeMap<>(manifests.damaged());
    }

    /** The id for the next checkpoint: one more than the last one that was seen. Ids without gaps are what fences; see docs/decisions/0007-checkpoint-log.md. */
    public long nextId() {
        return manifests.lastId() + 1;
    }

    /**
     * Gives no id up to {@code id} away any more. Where somebody else remembers what was committed, but the checkpoints were moved away, a new one that has the id of an old one would pass for it.
     */
    public void startAfter(long id) {
        manifests.startAfter(id);
    }

    /**
     * The newest checkpoint that is whole, to start from; empty when there never was one. Each newer one that is damaged is warned of.
     *
     * @throws IOException when there are checkpoints and none is intact, or the storage fails. To start from nothing then is for a person to decide, by moving the checkpoints away
     */
    public Optional<Checkpoint> newestIntact() throws IOException {
        NavigableMap<Long, String> problems = new TreeMap<>(manifests.damaged());
        for (Checkpoint checkpoint : manifests.readable().descendingMap().values()) {
            List<String> found = verify(checkpoint);
            if (found.isEmpty()) {
                problems.tailMap(checkpoint.id())
                        .forEach((id, problem) -> warnings.accept("checkpoint " + id
                                + " cannot be used: " + problem + "; checkpoint " + checkpoint.id() + ", from "
                                + Instant.ofEpochMilli(checkpoint.header().createdAt()) + ", is used instead"));
                tip = checkpoint;
                return Optional.of(checkpoint);
            }
            problems.put(checkpoint.id(), String.join("; ", found));
        }
        requireNone(problems);
        return Optional.empty();
    }

    /**
     * Hands every entry of the state to {@code visitor}, as puts, by store and by key. The arrays are the visitor's own.
     *
     * @throws io.tidemark.codec.CorruptStateException when a segment is damaged or missing; what was handed over until then is right, but not all
     */
    public void read(Checkpoint checkpoint, StateBatch.Visitor visitor) throws IOException {
        MergedSegments merged = new MergedSegments(storage, checkpoint.segments());
        for (SegmentEntry entry = merged.next(); entry != null; entry = merged.next()) {
            visitor.put(entry.store(), entry.key(), entry.value());
        }
    }

    /**
     * Writes a checkpoint, and removes what no retained one needs. When removing fails, that is warned of and tried again after the next one.
     *
     * @param previous the checkpoint that {@code changes} are to; when there is none, they are the whole state
     * @param changes what was put and removed; they are brought into the order of their keys, each key once ({@link StateBatch#normalize})
     * @throws IllegalArgumentException when the id is not greater than every other, {@code previous} is not kept, or a key or a value is too long; nothing was written
     * @throws FencedException when another process writes the checkpoints of this job
     * @throws IOException when it is not certain that it was written. {@link #nextId} is the id to try again with, with all changes since {@code previous}
     */
    public Checkpoint write(CheckpointHeader header, Optional<Checkpoint> previous, StateBatch changes)
            throws IOException {
        require(
                header.id() > manifests.lastId(),
                "checkpoint " + manifests.lastId() + " was seen, so " + header.id() + " cannot be the next one");
        previous.ifPresent(this::requireKept);
        changes.normalize();
        SegmentFilling.check(changes);
        manifests.settle(header.id());
        List<Segment> segments = new ArrayList<>(previous.map(this::below).orElse(List.of()));
        Segment segment = writeSegment(writer -> SegmentFilling.write(changes, writer, segments.isEmpty()));
        if (segment.entries() > 0) {
            segments.add(segment);
        }
        Checkpoint checkpoint = new Checkpoint(header, segments);
        manifests.write(checkpoint);
        tip = checkpoint;
        compacted = null;
        clean();
        return checkpoint;
    }

    /**
     * Merges the segments of the checkpoint that was written or found intact last into a new base, if {@link LogOptions} say that one is due. The checkpoint that is written on top of it has this base; until then nothing
     * changes for anyone. It reads and writes the whole state, so it is called when there is time.
     */
    public void compact() throws IOException {
        Checkpoint checkpoint = tip;
        if (checkpoint == null || compacted != null || !options.isBaseDue(checkpoint)) {
            return;
        }
        MergedSegments merged = new MergedSegments(storage, checkpoint.segments());
        Segment base = writeSegment(writer -> {
            for (SegmentEntry entry = merged.next(); entry != null; entry = merged.next()) {
                writer.add(entry);
            }
        });
        compacted = new Compacted(checkpoint.id(), base);
    }

    /**
     * Removes the checkpoints that are newer than {@code id}: those that were prepared and not committed. Their ids are not used again by this log.
     *
     * @throws IOException when it failed; the newest of them are gone, or none
     */
    public void discardAfter(long id) throws IOException {
        manifests.discardAfter(id);
        if (tip != null && tip.id() > id) {
            tip = null;
            compacted = null;
        }
    }

    /**
     * What is wrong with a checkpoint: every problem, in words; nothing when it is intact.
     *
     * @throws IOException when the storage fails, so that it cannot be told
     */
    public List<String> verify(Checkpoint checkpoint) throws IOException {
        List<String> problems = new ArrayList<>();
        String problem = manifests.problem(checkpoint);
        if (problem != null) {
            problems.add(problem);
        }
        for (Segment segment : checkpoint.segments()) {
            problems.addAll(SegmentCheck.problems(storage, segment));
        }
        return problems;
    }

    private Segment writeSegment(Filling filling) throws IOException {
        // A number is not used again when writing failed: nobody knows which of its blobs are there.
        SegmentWriter writer = new SegmentWriter(storage, ++lastSegment, options.maxSegmentBytes());
        filling.fill(writer);
        return writer.end();
    }

    /** What a checkpoint on top of {@code previous} begins with. */
    private List<Segment> below(Checkpoint previous) {
        Compacted base = compacted;
        if (base == null || base.id != previous.id()) {
            return previous.segments();
        }
        return base.segment.entries() == 0 ? List.of() : List.of(base.segment);
    }

    private void clean() {
        try {
            manifests.retain(options.retained());
            removeSegments();
        } catch (IOException e) {
            warnings.accept("checkpoint " + manifests.lastId() + " is written, but not all that is no longer needed"
                    + " could be removed; that is tried again after the next one: " + e.getMessage());
        }
    }

    /** Removes the segments that no checkpoint needs. Numbers that this log has not seen are another process's, which is about to write a checkpoint. */
    private void removeSegments() throws IOException {
        Set<Long> needed = new HashSet<>();
        for (Checkpoint checkpoint : manifests.readable().values()) {
            checkpoint.segments().forEach(segment -> needed.add(segment.number()));
        }
        for (Map.Entry<String, Long> blob : segmentBlobs().entrySet()) {
            if (blob.getValue() <= lastSegment && !needed.contains(blob.getValue())) {
                storage.delete(blob.getKey());
            }
        }
    }

    private Map<String, Long> segmentBlobs() throws IOException {
        Map<String, Long> numbers = new TreeMap<>();
        for (StoredBlob blob : storage.list(LogNames.SEGMENTS)) {
            OptionalLong number = LogNames.segmentOf(blob.name());
            number.ifPresent(known -> numbers.put(blob.name(), known));
        }
        return numbers;
    }

    private void saw(long segment) {
        lastSegment = Math.max(lastSegment, segment);
    }

    private void requireNone(Map<Long, String> problems) throws IOException {
        if (!problems.isEmpty()) {
            throw new IOException("none of the " + problems.size() + " checkpoints is intact: " + problems
                    + "; nothing was changed. Bring the files back, or move all of them away to start from nothing");
        }
        int blobs = segmentBlobs().size();
        if (blobs > 0) {
            warnings.accept("there is no checkpoint, but " + blobs + " blobs of segments: either the first one was"
                    + " never finished, or the manifests were removed");
        }
    }

    private void requireKept(Checkpoint previous) {
        require(
                previous.equals(manifests.readable().get(previous.id())),
                "checkpoint " + previous.id() + " is not kept, so none can be written on top of it");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Puts entries into a segment. */
    @FunctionalInterface
    private interface Filling {
        void fill(SegmentWriter writer) throws IOException;
    }

    /**
     * A base that the next checkpoint begins with.
     *
     * @param id the checkpoint whose state it has
     */
    private record Compacted(long id, Segment segment) {}
}
