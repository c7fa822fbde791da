// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.replay;

import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.runtime.io.LineReader;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import io.tidemark.time.ProcessingClock;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Yields the records of its inputs, one input after the other, and is the clock that their arrival times move.
 *
 * <p>The clock starts at the first line's arrival time, or at 0 when that has none, and never goes back. A record's offset is the number of its line, from 0, over all
 * inputs. A control line ends a poll, so that what it makes due is done before the next record.
 */
public final class ReplaySource implements Source, ProcessingClock {
    /** What an envelope adds to the bytes of a value, generously. */
    private static final int ENVELOPE = 1 << 12;

    private static final String TICK = "tick";
    private static final String CHECKPOINT = "checkpoint";
    private static final String RESTART = "restart";

    /** What a control line asks of whoever runs the replay. */
    public enum Order {
        /** Nothing. */
        NONE,
        /** Take a checkpoint. */
        CHECKPOINT,
        /** Throw the job away, and go on from the last checkpoint. */
        RESTART
    }

    private final List<ReplayInput> inputs;
    private final FormatConfig format;
    private final List<Integer> partitions;
    private final ReplayLineReader reader = new ReplayLineReader();
    private int next;
    private @Nullable LineReader lines;
    private long line;
    private long lineInInput;
    private long bytesBefore;
    private boolean started;
    private long now;
    private final boolean takesCheckpoints;
    private Order order = Order.NONE;

    /** The lines of the restarts that were done: on the way from the checkpoint they come again. */
    private final Set<Long> restarts = new HashSet<>();

    /** The clock at the last checkpoint. */
    private long checkpointNow;

    private boolean checkpointStarted;

    /**
     * A source.
     *
     * @param format tells the limit of a record
     * @param partitions known from the start (rule W3)
     * @param takesCheckpoints whether lines may order them
     */
    public ReplaySource(
            List<ReplayInput> inputs, FormatConfig format, List<Integer> partitions, boolean takesCheckpoints) {
        this.inputs = List.copyOf(inputs);
        this.format = format;
        this.partitions = List.copyOf(partitions);
        this.takesCheckpoints = takesCheckpoints;
    }

    @Override
    public void open(Positions positions) throws IOException {
        // Inputs are opened one after the other; a pipe may not be there before the one before it ends.
        if (line > 0) {
            rewind(positions.get(0, 0));
        }
    }

    private void rewind(long position) throws IOException {
        for (ReplayInput input : inputs) {
            if (!input.isRepeatable()) {
                throw new ReplayException(where() + ": the control 'restart' reads the input again, which '"
                        + input.name() + "' does not let it; give it as a file");
            }
        }
        close();
        lines = null;
        next = 0;
        line = 0;
        bytesBefore = 0;
        while (line < position && nextLine() != null) {
            // Read before the checkpoint.
        }
        now = checkpointNow;
        started = checkpointStarted;
    }

    /** What the last line ordered, once. */
    public Order takeOrder() {
        Order taken = order;
        order = Order.NONE;
        return taken;
    }

    @Override
    public List<Integer> partitions() {
        return partitions;
    }

    @Override
    public int poll(RecordHandler handler, int limit) throws IOException {
        int polled = 0;
        while (polled < limit) {
            byte @Nullable [] bytes = nextLine();
            if (bytes == null) {
                return polled == 0 ? EXHAUSTED : polled;
            }
            if (isBlank(bytes)) {
                continue;
            }
            ReplayLine read = bytes.length > maxLine() ? tooLong(bytes) : reader.read(bytes);
            if (read instanceof ReplayLine.Control control) {
                obey(control);
                return polled;
            }
            hand((ReplayLine.Event) read, handler);
            polled++;
        }
        return polled;
    }

    @Override
    public Positions positions() {
        return new Positions(Map.of(0, line));
    }

    @Override
    public long millis() {
        return now;
    }

    /** How many bytes were read. */
    public long bytesRead() {
        return bytesBefore + (lines == null ? 0 : lines.position());
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }

    private void hand(ReplayLine.Event record, RecordHandler handler) {
        moveClock(record.arrivalTime());
        handler.record(
                new SourceRecord(record.partition(), line - 1, now, SourceRecord.NO_TIME, List.of(), record.value()));
    }

    private void obey(ReplayLine.Control control) throws ReplayException {
        if (control.name().equals(CHECKPOINT) || control.name().equals(RESTART)) {
            order(control.name());
            return;
        }
        if (!control.name().equals(TICK)) {
            throw new ReplayException(where() + ": unknown control '" + control.name() + "'; there are: " + TICK + ", "
                    + CHECKPOINT + ", " + RESTART);
        }
        if (control.arrivalTime() == ReplayLine.NO_ARRIVAL) {
            throw new ReplayException(where() + ": the control 'tick' needs an arrival_time, in epoch milliseconds");
        }
        moveClock(control.arrivalTime());
    }

    private void order(String control) throws ReplayException {
        if (!takesCheckpoints) {
            throw new ReplayException(where() + ": the control '" + control + "' needs checkpoints;"
                    + " '--set stream_processing.checkpointing.enabled=true' enables them");
        }
        if (control.equals(CHECKPOINT)) {
            order = Order.CHECKPOINT;
            checkpointNow = now;
            checkpointStarted = started;
        } else if (restarts.add(line)) {
            order = Order.RESTART;
        }
    }

    private void moveClock(long arrivalTime) {
        boolean isGiven = arrivalTime != ReplayLine.NO_ARRIVAL;
        if (isGiven && (!started || arrivalTime > now)) {
            now = arrivalTime;
        }
        started = true;
    }

    private byte @Nullable [] nextLine() throws IOException {
        while (true) {
            if (lines == null) {
                if (next == inputs.size()) {
                    return null;
                }
                lines = new LineReader(inputs.get(next).opener().open(), maxLine());
                next++;
                lineInInput = 0;
            }
            byte @Nullable [] bytes = lines.next();
            if (bytes != null) {
                line++;
                lineInInput++;
                return bytes;
            }
            bytesBefore += lines.position();
            lines.close();
            lines = null;
        }
    }

    private ReplayLine tooLong(byte[] bytes) {
        return new ReplayLine.Event(0, ReplayLine.NO_ARRIVAL, bytes);
    }

    private int maxLine() {
        return format.maxRecordBytes() + ENVELOPE;
    }

    private String where() {
        return inputs.get(next - 1).name() + ":" + lineInInput;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
