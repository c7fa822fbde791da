// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.source.Decoder;
import io.tidemark.source.Positions;
import io.tidemark.source.Source;
import io.tidemark.source.Trimmable;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A source, a decoder, views and sinks, running: reads records, decodes them, feeds the {@link Pipeline}, and makes what the sinks got visible.
 *
 * <p>Its duty cycle is {@link #doWork}, called on one thread: in a service in a loop that waits a little when there was nothing to do, in a test step by
 * step on a clock that the test holds.
 *
 * <p>Protocol: {@link #open}, {@link #doWork} until it answers {@link #FINISHED} or it is to stop, {@link #close}.
 *
 * @param <E> the element
 */
public final class Job<E> implements AutoCloseable {
    /** What {@link #doWork} answers once a bounded source is read to its end. */
    public static final int FINISHED = -1;

    private static final long FLUSH_INTERVAL_MILLIS = 1000;

    private final Source source;
    private final Intake<E> intake;
    private final Pipeline<E> pipeline;
    private final JobOutputs outputs;
    private final ProcessingClock clock;
    private final boolean drain;
    private long lastPollEnd;
    private long lastFlush;
    private boolean dirty;
    private final @Nullable CheckpointCycle<E> checkpoints;
    private final Consumer<String> warnings;
    private final @Nullable JobArchive archive;

    private boolean isHeldBack;
    private long heldBackNanos;
    private long heldBackCounted;

    Job(
            Source source,
            Intake<E> intake,
            Pipeline<E> pipeline,
            JobOutputs outputs,
            ProcessingClock clock,
            boolean drain,
            @Nullable CheckpointCycle<E> checkpoints,
            @Nullable JobArchive archive,
            Consumer<String> warnings) {
        this.source = source;
        this.intake = intake;
        this.pipeline = pipeline;
        this.outputs = outputs;
        this.clock = clock;
        this.drain = drain;
        this.checkpoints = checkpoints;
        this.archive = archive;
        this.warnings = warnings;
    }

    /** Begins a job that reads {@code source} and decodes its records with {@code decoder}. */
    public static <E> JobBuilder<E> reading(Source source, Decoder<E> decoder) {
        return new JobBuilder<>(source, decoder);
    }

    /**
     * Opens the sinks, and the source: where the last committed checkpoint was taken, or at its beginning. The time since then counts as a pause (rule W4).
     *
     * @throws ChangedViewException when a view is not what it was
     * @throws IOException when there are checkpoints, but none is intact
     */
    public void open() throws IOException {
        outputs.open();
        if (archive != null) {
            archive.open();
        }
        Optional<Positions> recovered = checkpoints == null ? Optional.empty() : checkpoints.recover();
        intake.open(recovered.orElse(Positions.BEGINNING), checkpoints == null ? 0 : checkpoints.records());
        lastPollEnd = pipeline.isStarted() ? pipeline.processingTime() : clock.millis();
        lastFlush = lastPollEnd;
        if (checkpoints != null) {
            checkpoints.start(recovered.isPresent());
        }
    }

    /**
     * Takes a checkpoint now: what was read so far is done, its panes are visible, and a job that is opened later goes on from here.
     *
     * @throws io.tidemark.checkpoint.FencedException when another process runs this job; stop then
     * @throws IOException when it could not be written or committed. The job may go on, and the next one will have all of it
     * @throws IllegalStateException when the job was built without checkpoints
     */
    public void checkpoint() throws IOException {
        if (checkpoints == null) {
            throw new IllegalStateException("the job was built without checkpoints");
        }
        checkpoints.take();
    }

    /** Does what was polled and is still being decoded, so that counters and watermarks are of all records. */
    public void settle() {
        intake.settle();
    }

    /**
     * Polls the source once and does what came, and whatever else is due.
     *
     * @return how many records, or {@link #FINISHED}, when everything has been emitted and is visible
     */
    public int doWork() throws IOException {
        long begin = clock.millis();
        pipeline.notePause(Math.max(0, begin - lastPollEnd));
        int polled = isHeldBack() ? intake.rest() : intake.poll();
        if (polled == Source.EXHAUSTED) {
            finish();
            return FINISHED;
        }
        intake.pass();
        if (polled == 0) {
            pipeline.rest();
        }
        lastPollEnd = clock.millis();
        flushIfDue(polled);
        if (checkpoints != null) {
            checkpoints.takeIfDue(lastPollEnd);
        }
        return polled;
    }

    /** While there is no room for more state, the source waits, and nobody is idle in that time (rule W4): only what is due by processing time is done. */
    private boolean isHeldBack() throws IOException {
        countHeldBack(isHeldBack);
        boolean wasOver = pipeline.isOver();
        if (checkpoints != null && wasOver) {
            checkpoints.makeRoom();
        }
        boolean isOver = pipeline.isOver();
        countHeldBack(wasOver);
        if (isOver != isHeldBack) {
            isHeldBack = isOver;
            long megabytes = pipeline.hotBytes() >> 20;
            warnings.accept(
                    isOver
                            ? "the state on the heap has used up its budget, with " + megabytes
                                    + " MB: the source waits until there is room. Give it a larger budget, or a warm"
                                    + " tier to go to"
                            : "there is room for state again, with " + megabytes
                                    + " MB on the heap: the source goes on");
        }
        return isOver;
    }

    /** Counts the time since this was called last, if the source waited in it. */
    private void countHeldBack(boolean waited) {
        long now = Stopwatch.nanos();
        if (waited) {
            heldBackNanos += now - heldBackCounted;
        }
        heldBackCounted = now;
    }

    /** What was measured so far. On the thread of {@link #doWork}. */
    public JobMeasures measures() {
        return new JobMeasures(
                pipeline.measures(),
                Optional.ofNullable(checkpoints).map(CheckpointCycle::measures),
                isHeldBack,
                heldBackNanos / 1e9);
    }

    /** Whether it takes checkpoints. */
    public boolean takesCheckpoints() {
        return checkpoints != null;
    }

    /** How many records were read. */
    public long records() {
        return intake.records();
    }

    /** The pipeline, for its counters and watermarks. */
    public Pipeline<E> pipeline() {
        return pipeline;
    }

    /** Makes visible what came so far, and closes everything. */
    @Override
    public void close() throws IOException {
        try (source;
                outputs) {
            if (checkpoints != null) {
                checkpoints.end();
            }
            closePipeline();
            outputs.flush();
            flushUnchecked();
        }
    }

    private void closePipeline() {
        try (pipeline) {
            intake.close();
        }
    }

    private void finish() throws IOException {
        if (drain) {
            pipeline.endOfInput();
        }
        pipeline.flush();
        outputs.flush();
        if (checkpoints != null) {
            checkpoint();
        } else {
            flushUnchecked();
        }
    }

    /** Without checkpoints, the archive is written when the outputs are. */
    private void flushUnchecked() throws IOException {
        if (archive != null && checkpoints == null) {
            archive.flush();
            archive.retain(clock.millis());
        }
    }

    private void flushIfDue(int polled) throws IOException {
        dirty |= polled > 0;
        boolean quiet = polled == 0;
        if (dirty && (quiet || lastPollEnd - lastFlush >= FLUSH_INTERVAL_MILLIS)) {
            if (checkpoints == null && source instanceof Trimmable trimmable) {
                Positions read = intake.settle();
                flushAll();
                trim(trimmable, read);
            } else {
                flushAll();
            }
            lastFlush = lastPollEnd;
            dirty = false;
        }
    }

    private void flushAll() throws IOException {
        pipeline.flush();
        outputs.flush();
        flushUnchecked();
    }

    /** Without checkpoints nobody goes back to what was read. */
    private void trim(Trimmable trimmable, Positions read) {
        try {
            trimmable.trim(read);
        } catch (IOException e) {
            warnings.accept(
                    "the source could not delete records that were read, which is tried again: " + e.getMessage());
        }
    }
}
