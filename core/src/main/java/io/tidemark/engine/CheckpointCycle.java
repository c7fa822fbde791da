// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.sink.TransactionalSink;
import io.tidemark.source.Positions;
import io.tidemark.source.Trimmable;
import io.tidemark.state.StateBatch;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When a job takes a checkpoint, and in which steps: a part of what has changed at each poll, the rest at once, with the outputs flushed; then it is written, beside the work if it may; then the warm tier has it, and state can
 * leave the heap.
 *
 * @param <E> the element
 */
final class CheckpointCycle<E> {
    /** So many entries of a view are saved at once while a checkpoint is due: some milliseconds. */
    private static final int SAVED_AHEAD = 2000;

    /** And so many when there is little room left: it is to be written, and some of it gone, before there is none. */
    private static final int SAVED_AHEAD_WHEN_FULL = 8000;

    /** After a checkpoint that could not be written the next one waits so long, also when the heap is full. */
    private static final long RETRY_MILLIS = 1000;

    private final JobCheckpoints checkpoints;
    private final long interval;
    private final Intake<E> intake;
    private final Pipeline<E> pipeline;
    private final JobOutputs outputs;
    private final @Nullable JobArchive archive;
    private final @Nullable Trimmable trimmable;
    private final ProcessingClock clock;
    private OutputPositions positions = new OutputPositions(List.of());
    private long last;

    /** Whether the last checkpoint that was due could be written. */
    private boolean isLastWritten = true;

    /** So many more entries are saved ahead at most; negative when nothing is being saved ahead. */
    private long toSaveAhead = -1;

    /** A cycle of {@code interval} ms; {@code trimmable} is the source, if it keeps its records itself. */
    CheckpointCycle(
            JobCheckpoints checkpoints,
            long interval,
            Intake<E> intake,
            Pipeline<E> pipeline,
            JobOutputs outputs,
            @Nullable JobArchive archive,
            @Nullable Trimmable trimmable,
            ProcessingClock clock) {
        this.checkpoints = checkpoints;
        this.interval = interval;
        this.intake = intake;
        this.pipeline = pipeline;
        this.outputs = outputs;
        this.archive = archive;
        this.trimmable = trimmable;
        this.clock = clock;
    }

    /** Lets pipeline and outputs go on from the last committed checkpoint; returns where the source does, or nothing when there is none. The outputs are open. */
    Optional<Positions> recover() throws IOException {
        positions = outputs.positions(archive);
        Optional<TransactionalSink> commitPoint = outputs.commitPoint();
        OptionalLong committed = commitPoint.isPresent() ? commitPoint.get().lastCommitted() : OptionalLong.empty();
        return checkpoints.recover(pipeline, positions, commitPoint.isPresent(), committed);
    }

    /** How many records the job had read at the checkpoint that it goes on from. */
    long records() {
        return checkpoints.records();
    }

    /** What checkpoints took. */
    CheckpointMeasures measures() {
        return checkpoints.meter().measures();
    }

    /** Everything is open: takes the first checkpoint, unless there is one that holds where all outputs stood before anything was written. */
    void start(boolean hasRecovered) throws IOException {
        last = clock.millis();
        if (!hasRecovered || !positions.areKnown()) {
            take();
        }
    }

    /** Takes one now, and waits until all of it is done. */
    void take() throws IOException {
        end();
        Positions read = intake.settle();
        StateBatch changes = collect();
        long id = checkpoints.prepare(changes, last, read, watermarks(), intake.records());
        if (outputs.commitPoint().isPresent()) {
            outputs.commitPoint().get().commit(id, read);
        }
        if (checkpoints.complete(pipeline, id)) {
            checkpoints.taken(pipeline);
        }
        retain();
    }

    /** Does what there is to do at {@code now} for the next one. */
    void takeIfDue(long now) throws IOException {
        if (checkpoints.task().isDone()) {
            end();
        }
        if (isDue(now - last) && !checkpoints.task().isBegun() && !isSavingAhead()) {
            tryToBegin();
        }
    }

    /** The heap has no room: if state can leave it, waits for the checkpoint with which it does, which may be the one after that which is being written. It may have no room after that. */
    void makeRoom() throws IOException {
        end();
        if (pipeline.isFull() && isDue(clock.millis() - last)) {
            tryToBegin();
            end();
        }
    }

    private void tryToBegin() throws IOException {
        isLastWritten = false;
        try {
            begin();
        } catch (UnwrittenCheckpointException e) {
            checkpoints.warn(e);
        }
    }

    private boolean isDue(long elapsed) {
        return elapsed >= interval || (pipeline.isFull() && (isLastWritten || elapsed >= RETRY_MILLIS));
    }

    /** Collects what has changed a part at a time while the job goes on, until so little is left that it need not wait long; or until as much again has changed meanwhile. */
    private boolean isSavingAhead() {
        int atOnce = pipeline.isFull() ? SAVED_AHEAD_WHEN_FULL : SAVED_AHEAD;
        int left = pipeline.saveAhead(atOnce);
        if (toSaveAhead < 0) {
            toSaveAhead = 2L * left;
        }
        toSaveAhead -= atOnce;
        boolean goesOn = left > atOnce && toSaveAhead > 0;
        if (!goesOn) {
            toSaveAhead = -1;
        }
        return goesOn;
    }

    /** Begins one, and goes on while it is written. Where a sink is the commit point, its panes wait for it, and so does the job. */
    private void begin() throws IOException {
        if (outputs.commitPoint().isPresent()) {
            take();
            isLastWritten = true;
            return;
        }
        Positions read = intake.settle();
        StateBatch changes = collect();
        long records = intake.records();
        SortedMap<String, Long> watermarks = watermarks();
        long now = last;
        CheckpointTask task = checkpoints.task();
        task.begin(() -> checkpoints.complete(pipeline, checkpoints.prepare(changes, now, read, watermarks, records)));
        if (task.isDone()) {
            end();
        }
    }

    /** Waits for the one that is being written, if there is one. That it could not be written is only warned of. */
    void end() throws IOException {
        if (!checkpoints.task().isBegun()) {
            return;
        }
        try {
            if (checkpoints.task().end()) {
                checkpoints.taken(pipeline);
            }
            isLastWritten = true;
            retain();
        } catch (UnwrittenCheckpointException e) {
            checkpoints.warn(e);
        }
    }

    /** What one that is taken now consists of; all panes until now are visible. */
    private StateBatch collect() throws IOException {
        last = clock.millis();
        checkpoints.meter().begin();
        if (archive != null) {
            // While what has changed is still to be asked for: the next checkpoint has it if this fails.
            pipeline.flush();
            checkpoints.require(archive::flush);
        }
        StateBatch changes = pipeline.save();
        outputs.flush();
        positions.save(changes);
        return changes;
    }

    private void retain() throws IOException {
        if (archive != null) {
            archive.retain(last);
        }
        if (trimmable != null) {
            checkpoints.trim(trimmable);
        }
    }

    private SortedMap<String, Long> watermarks() {
        SortedMap<String, Long> watermarks = new TreeMap<>();
        pipeline.views().forEach(view -> watermarks.put(view, pipeline.watermark(view)));
        return watermarks;
    }
}
