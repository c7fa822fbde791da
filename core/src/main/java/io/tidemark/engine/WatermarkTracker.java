// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.time.Timestamps;
import io.tidemark.watermark.Watermark;
import io.tidemark.watermark.WatermarkGenerator;
import io.tidemark.watermark.WatermarkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The watermark of a view, derived from its partitions: the minimum over those that are active, never falling (rules W2 to W7).
 *
 * <p>It tells two watermarks apart: what the partitions say ({@code coalesced}), and what was published to the windows, which
 * {@code emit_interval} holds back. What must happen at a processing time, an idle timeout or a publication held back, is {@link #nextDue}, and
 * the caller steps {@link #advanceTo} through those times in order. State of partitions is in parallel arrays; nothing is allocated per element.
 *
 * @param <E> the element
 */
final class WatermarkTracker<E> {
    /** There is nothing to do at any time. */
    static final long NOTHING_DUE = Long.MAX_VALUE;

    /** The highest number of a partition that is believed in a checkpoint. */
    private static final int MOST_PARTITIONS = 1 << 20;

    private static final int EVER_PUBLISHED = 1;
    private static final int ENDED = 2;

    private final WatermarkSpec<E> spec;
    private final boolean canIdle;
    private final boolean guarded;
    private WatermarkGenerator<? super E>[] generators = newGenerators(4);
    private long[] watermarks = new long[4];
    private long[] lastActive = new long[4];
    private boolean[] known = new boolean[4];
    private boolean[] idle = new boolean[4];
    private long coalesced = Watermark.MIN;
    private long published = Watermark.MIN;
    private long lastPublished;
    private boolean everPublished;
    private boolean ended;
    private long skewed;

    /** No earlier than this does a partition become idle; it may be too early, never too late. */
    private long idleNotBefore = NOTHING_DUE;

    /** Tracks nothing yet. */
    WatermarkTracker(WatermarkSpec<E> spec) {
        this.spec = spec;
        canIdle = spec.idleTimeout() != WatermarkSpec.NEVER;
        guarded = spec.maxClockSkew() != WatermarkSpec.NEVER;
    }

    /** What it tracks. */
    WatermarkSpec<E> spec() {
        return spec;
    }

    /** The watermark that the windows go by. */
    long watermark() {
        return published;
    }

    /** How many elements were too far ahead of processing time to be believed (rule W7). */
    long skewed() {
        return skewed;
    }

    /** Makes {@code partition} known at {@code now}: from then on it holds the watermark until it yields or is idle (rule W3). */
    void declare(int partition, long now) {
        if (partition >= known.length) {
            grow(partition);
        }
        if (!known[partition]) {
            known[partition] = true;
            generators[partition] = spec.strategy().createGenerator();
            watermarks[partition] = Watermark.MIN;
            if (canIdle) {
                touch(partition, now);
            }
        }
    }

    /** The processing clock starts at {@code now}: partitions declared before begin to be silent now. */
    void start(long now) {
        Arrays.fill(lastActive, now);
        idleNotBefore = Timestamps.add(now, spec.idleTimeout());
        followClock(now);
        publishIfAllowed(now);
    }

    /** The elements of {@code batch} from row {@code from} on came at {@code now}; notes in {@code before} where the watermark stood before each, and after the last (rule W5). */
    void onElements(Batch<E> batch, int from, long now, long[] before) {
        int to = batch.size();
        int row = from;
        while (row < to) {
            row = onElements(batch, row, to, batch.partition(row), now, before);
        }
        before[to] = published;
    }

    /** Does those of rows {@code [from, to)} that come, without another between them, from {@code partition}; returns the row after them. */
    private int onElements(Batch<E> batch, int from, int to, int partition, long now, long[] before) {
        before[from] = published;
        wake(partition, now);
        WatermarkGenerator<? super E> generator = generators[partition];
        long limit = guarded ? Timestamps.add(now, spec.maxClockSkew()) : Long.MAX_VALUE;
        long[] timestamps = batch.timestamps();
        // What was held back before goes by the first element, not by the clock.
        boolean publishes = coalesced > published;
        long highest = watermarks[partition];
        long seen = published;
        int row = from;
        while (row < to && batch.partition(row) == partition) {
            before[row] = seen;
            long timestamp = timestamps[row];
            if (timestamp > limit) {
                skewed++;
            } else {
                long watermark = generator.onElement(batch.element(row), timestamp);
                if (watermark > highest) {
                    highest = watermark;
                    raise(partition, watermark);
                    publishes = true;
                }
            }
            if (publishes) {
                publishIfAllowed(now);
                seen = published;
                publishes = false;
            }
            row++;
        }
        return row;
    }

    /** {@code partition} is known, and yields at {@code now}. */
    private void wake(int partition, long now) {
        declare(partition, now);
        if (canIdle) {
            boolean wasIdle = idle[partition];
            touch(partition, now);
            if (wasIdle) {
                // Where all were idle, the watermark may have stood below what this one said before it fell silent.
                coalesce();
            }
        }
    }

    /**
     * The next processing time, at most {@code limit}, at which something happens by itself, or {@link #NOTHING_DUE}.
     */
    long nextDue(long limit) {
        if (ended) {
            return NOTHING_DUE;
        }
        long due = Math.min(nextIdle(limit), nextPublication());
        return due <= limit ? due : NOTHING_DUE;
    }

    /** Processing time is {@code now}, no later than {@link #nextDue}: does what is due at it, idle partitions first. */
    void advanceTo(long now) {
        if (ended) {
            return;
        }
        if (nextIdle(now) <= now) {
            makeIdle(now);
        }
        followClock(now);
        publishIfAllowed(now);
    }

    /** We did not poll for {@code millis}: that is nobody's silence (rule W4). */
    void pausedFor(long millis) {
        for (int p = 0; p < known.length; p++) {
            lastActive[p] = Timestamps.add(lastActive[p], millis);
        }
        idleNotBefore = Timestamps.add(idleNotBefore, millis);
    }

    /** The source itself says at {@code now} that the watermark is at least {@code watermark}. It is published as any other; one that is processing time stays that. */
    void atLeast(long watermark, long now) {
        if (!spec.followsProcessingTime()) {
            coalesced = Math.max(coalesced, watermark);
            publishIfAllowed(now);
        }
    }

    /** Nothing comes any more: the watermark is at the maximum (rule W8). */
    void endOfInput() {
        ended = true;
        coalesced = Watermark.MAX;
        published = Watermark.MAX;
    }

    /** How far each partition has come, by number. */
    List<PartitionProgress> partitions() {
        List<PartitionProgress> partitions = new ArrayList<>();
        for (int p = 0; p < known.length; p++) {
            if (known[p]) {
                partitions.add(new PartitionProgress(p, watermarks[p], idle[p], lastActive[p]));
            }
        }
        return partitions;
    }

    /** Writes everything that it knows. */
    void write(StateOutput out) {
        out.writeSignedVarLong(coalesced);
        out.writeSignedVarLong(published);
        out.writeSignedVarLong(lastPublished);
        out.writeByte((everPublished ? EVER_PUBLISHED : 0) | (ended ? ENDED : 0));
        out.writeVarLong(skewed);
        int partitions = 0;
        for (boolean one : known) {
            partitions += one ? 1 : 0;
        }
        out.writeVarLong(partitions);
        for (int p = 0; p < known.length; p++) {
            if (known[p]) {
                out.writeVarLong(p);
                out.writeSignedVarLong(watermarks[p]);
                out.writeSignedVarLong(lastActive[p]);
                out.writeByte(idle[p] ? 1 : 0);
            }
        }
    }

    /** Reads what {@link #write} wrote, before anything else is done. */
    void read(StateInput in, long now) throws CorruptStateException {
        coalesced = in.readSignedVarLong();
        published = in.readSignedVarLong();
        lastPublished = in.readSignedVarLong();
        int flags = in.readByte();
        everPublished = (flags & EVER_PUBLISHED) != 0;
        ended = (flags & ENDED) != 0;
        skewed = in.readVarLong();
        int partitions = in.readCount(4);
        for (int i = 0; i < partitions; i++) {
            long partition = in.readVarLong();
            if (partition < 0 || partition > MOST_PARTITIONS) {
                throw new CorruptStateException("there is no partition " + partition);
            }
            int p = (int) partition;
            declare(p, now);
            watermarks[p] = in.readSignedVarLong();
            lastActive[p] = in.readSignedVarLong();
            idle[p] = in.readByte() != 0;
        }
        // Too early is allowed: it is looked at again.
        idleNotBefore = partitions == 0 ? NOTHING_DUE : now;
    }

    private void touch(int partition, long now) {
        lastActive[partition] = now;
        idle[partition] = false;
        idleNotBefore = Math.min(idleNotBefore, Timestamps.add(now, spec.idleTimeout()));
    }

    private void raise(int partition, long watermark) {
        long before = watermarks[partition];
        watermarks[partition] = watermark;
        if (before <= coalesced) {
            coalesce();
        }
    }

    private void coalesce() {
        long min = Watermark.MAX;
        long max = Watermark.MIN;
        boolean anyActive = false;
        for (int p = 0; p < known.length; p++) {
            if (known[p]) {
                max = Math.max(max, watermarks[p]);
                if (!idle[p]) {
                    anyActive = true;
                    min = Math.min(min, watermarks[p]);
                }
            }
        }
        if (anyActive) {
            coalesced = Math.max(coalesced, min);
        } else if (spec.allIdle() == WatermarkSpec.AllIdle.MAX) {
            coalesced = Math.max(coalesced, max);
        }
    }

    private void makeIdle(long now) {
        for (int p = 0; p < known.length; p++) {
            if (known[p] && Timestamps.add(lastActive[p], spec.idleTimeout()) <= now) {
                idle[p] = true;
            }
        }
        idleNotBefore = NOTHING_DUE;
        for (int p = 0; p < known.length; p++) {
            if (known[p] && !idle[p]) {
                idleNotBefore = Math.min(idleNotBefore, Timestamps.add(lastActive[p], spec.idleTimeout()));
            }
        }
        coalesce();
    }

    private long nextIdle(long limit) {
        if (idleNotBefore > limit || spec.idleTimeout() == WatermarkSpec.NEVER) {
            return NOTHING_DUE;
        }
        long next = NOTHING_DUE;
        for (int p = 0; p < known.length; p++) {
            if (known[p] && !idle[p]) {
                next = Math.min(next, Timestamps.add(lastActive[p], spec.idleTimeout()));
            }
        }
        idleNotBefore = next;
        return next;
    }

    private long nextPublication() {
        boolean held = spec.emitInterval() > 0 && (coalesced > published || spec.followsProcessingTime());
        return held && everPublished ? Timestamps.add(lastPublished, spec.emitInterval()) : NOTHING_DUE;
    }

    private void followClock(long now) {
        if (spec.followsProcessingTime()) {
            coalesced = Math.max(coalesced, now);
        }
    }

    private void publishIfAllowed(long now) {
        boolean allowed = spec.emitInterval() == 0
                || !everPublished
                || Timestamps.subtract(now, lastPublished) >= spec.emitInterval();
        if (allowed && coalesced > published) {
            published = coalesced;
            lastPublished = now;
            everPublished = true;
        }
    }

    private void grow(int partition) {
        int size = Math.max(partition + 1, known.length * 2);
        generators = Arrays.copyOf(generators, size);
        watermarks = Arrays.copyOf(watermarks, size);
        lastActive = Arrays.copyOf(lastActive, size);
        known = Arrays.copyOf(known, size);
        idle = Arrays.copyOf(idle, size);
    }

    @SuppressWarnings("unchecked") // An array of a generic type cannot be made otherwise; it stays private.
    private static <E> WatermarkGenerator<? super E>[] newGenerators(int size) {
        return (WatermarkGenerator<? super E>[]) new WatermarkGenerator<?>[size];
    }
}
