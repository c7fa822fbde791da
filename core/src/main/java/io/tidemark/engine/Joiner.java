// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.element.InvalidReason;
import io.tidemark.join.Join;
import io.tidemark.join.JoinSide;
import io.tidemark.sink.DeadLetter;
import io.tidemark.source.SourceRecord;
import io.tidemark.time.Timestamps;
import io.tidemark.view.View;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A join on the feeding thread: finds the partners of elements as they come, keeps those that wait, and lets them go; {@link Join} says what the results are.
 *
 * <p>Protocol: before an element, {@link #letGoFirst} while {@link #nextEnd} is below the watermark that it finds.
 *
 * @param <E> the element
 */
final class Joiner<E> {
    /** No wait ends. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(Joiner.class);

    private final Topology.Joint<E> joint;
    private final Join<E> join;
    private final Outputs outputs;
    private final WaitingElements<E> waiting;
    private long next;
    private long joined;
    private long withoutKey;
    private long letGoEarly;
    private boolean hasMoved;

    /** What takes the joined elements. */
    interface Output<E> {
        /** Takes one; {@code partition} and {@code offset} are those of the element that made it. */
        void joined(E element, long timestamp, int partition, long offset);
    }

    /** Of nothing yet; {@code isSaved} where checkpoints are taken. */
    Joiner(Topology.Joint<E> joint, Outputs outputs, boolean isSaved) {
        this.joint = joint;
        this.outputs = outputs;
        join = joint.join();
        waiting = new WaitingElements<>(join, isSaved);
    }

    /** What it joins, and for which views. */
    Topology.Joint<E> joint() {
        return joint;
    }

    /** How many joined elements it made. */
    long joined() {
        return joined;
    }

    /** How many elements of either side had no key. */
    long withoutKey() {
        return withoutKey;
    }

    /** How many elements were let go early because too many waited, in this process. */
    long letGoEarly() {
        return letGoEarly;
    }

    /** How many elements wait. */
    int size() {
        return waiting.size();
    }

    /** When the next wait ends, or {@link #NEVER}. */
    long nextEnd() {
        Waiting<E> first = waiting.firstToEnd();
        return first == null ? NEVER : waiting.end(first);
    }

    /** Lets go of the element whose wait ends first, and of those that found no partner it hands on what is asked for. */
    void letGoFirst(Output<E> output) {
        Waiting<E> first = waiting.firstToEnd();
        if (first != null) {
            waiting.removeFirstToEnd();
            handOnIfUnmatched(first, output);
        }
    }

    /** Joins the element in {@code row} with those that wait, and lets it wait unless {@code watermark} says that this is over. An element of both sides is its own partner. */
    void take(Batch<E> batch, int row, long watermark, Output<E> output) {
        E element = batch.element(row);
        if (join.right().filter().test(element)) {
            take(batch, row, false, watermark, output);
        }
        if (join.left().filter().test(element)) {
            take(batch, row, true, watermark, output);
        }
    }

    private void take(Batch<E> batch, int row, boolean isLeft, long watermark, Output<E> output) {
        JoinSide<E> side = join.side(isLeft);
        E element = batch.element(row);
        String key = side.key().apply(element);
        if (key == null) {
            withoutKey++;
            reportMissingKey(batch, row);
            return;
        }
        Waiting<E> own = new Waiting<>(
                next++,
                isLeft,
                batch.timestamps()[row],
                batch.partition(row),
                batch.offset(row),
                key,
                join.pairing().half(element, isLeft));
        pair(own, output);
        if (waiting.end(own) < watermark) {
            handOnIfUnmatched(own, output);
        } else {
            waiting.add(own);
            keepLimit(output);
        }
    }

    private void pair(Waiting<E> own, Output<E> output) {
        for (Waiting<E> other = waiting.first(!own.isLeft, own.key); other != null; other = other.next) {
            Waiting<E> left = own.isLeft ? own : other;
            Waiting<E> right = own.isLeft ? other : own;
            if (join.isPair(left.timestamp, right.timestamp)) {
                long timestamp = Math.max(left.timestamp, right.timestamp);
                joined++;
                output.joined(
                        join.pairing().join(left.half, right.half, timestamp), timestamp, own.partition, own.offset);
                own.isMatched = join.unmatched().includes(own.isLeft);
                noteMatched(other);
            }
        }
    }

    private void noteMatched(Waiting<E> other) {
        if (!other.isMatched && join.unmatched().includes(other.isLeft)) {
            other.isMatched = true;
            waiting.change(other);
        }
    }

    private void handOnIfUnmatched(Waiting<E> own, Output<E> output) {
        if (own.isMatched || !join.unmatched().includes(own.isLeft)) {
            return;
        }
        long timestamp = Math.min(waiting.end(own) + 1, Timestamps.MAX);
        E element = own.isLeft
                ? join.pairing().join(own.half, null, timestamp)
                : join.pairing().join(null, own.half, timestamp);
        joined++;
        output.joined(element, timestamp, own.partition, own.offset);
    }

    private void keepLimit(Output<E> output) {
        while (waiting.size() > join.maxWaiting()) {
            if (letGoEarly++ == 0) {
                LOG.warn(
                        "More than {} elements wait for a partner in the join of view '{}': those that have waited longest are let go early, and what pairs with them later finds no partner. Closer bounds or a larger max_waiting prevent it.",
                        join.maxWaiting(),
                        joint.holder().name());
            }
            letGoFirst(output);
        }
    }

    private void reportMissingKey(Batch<E> batch, int row) {
        for (View<E, ?> view : joint.views()) {
            DeadLetter letter = new DeadLetter(
                    InvalidReason.MISSING_KEY,
                    "a field that the view joins by is missing or null",
                    batch.partition(row),
                    batch.offset(row),
                    view.name(),
                    batch.element(row));
            SourceRecord record = batch.record(row);
            outputs.deadLetter(record == null ? letter : letter.from(record));
        }
    }

    /** Hands over what has changed since this was called last: what waits, and the orders of what does not any more. */
    void save(Consumer<Waiting<E>> waits, LongConsumer isGone) {
        waiting.save(waits, isGone);
        hasMoved = false;
    }

    /** Whether it has restored elements that were saved under another view, where they are to be deleted. */
    boolean hasMoved() {
        return hasMoved;
    }

    /**
     * Takes over an element that was saved.
     *
     * @param isMoved whether it was saved under another view than it is going to be
     */
    void restore(long order, StateInput value, boolean isMoved) throws IOException {
        Waiting<E> saved =
                Waiting.read(order, (version, in) -> join.pairing().codec().read(in, version), value);
        if (!Timestamps.isValid(saved.timestamp) || order < 0) {
            throw new CorruptStateException(
                    "no element waits with the order " + order + " and the timestamp " + saved.timestamp);
        }
        next = Math.max(next, order + 1);
        waiting.restore(saved);
        if (isMoved) {
            hasMoved = true;
            waiting.change(saved);
        } else {
            saved.isSaved = true;
        }
    }

    /** Writes what it counted, whether it has changed or not. */
    void write(StateOutput out) {
        out.writeVarLong(joined);
        out.writeVarLong(withoutKey);
    }

    /** Reads what {@link #write} wrote. */
    void read(StateInput in) throws CorruptStateException {
        joined = in.readVarLong();
        withoutKey = in.readVarLong();
    }
}
