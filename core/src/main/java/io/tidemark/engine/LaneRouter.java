// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.codec.StateInput;
import io.tidemark.codec.StateOutput;
import io.tidemark.element.InvalidReason;
import io.tidemark.key.KeyGroups;
import io.tidemark.key.KeySelector;
import io.tidemark.sink.DeadLetter;
import io.tidemark.source.SourceRecord;
import io.tidemark.view.View;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A lane on the feeding thread: filters elements, checks and hashes their keys, drops duplicates, and says which worker does each of the rest. A worker that is alone asks it itself.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class LaneRouter<E, K> {
    private final Lane<E, K> lane;
    private final Predicate<? super E> filter;
    private final KeySelector<? super E, K> selector;
    private final @Nullable Deduplicator<E> deduplicator;

    /** A stretch of rows that is shorter is not worth the question whether its keys are at hand. */
    private static final int LONG_STRETCH = 32;

    /** Whether a key may be asked for, and then once more, without harm; at what cost is seen from the keys. */
    private final boolean mayHashAhead;

    /** Whose elements it takes: those of the source, or of a join. */
    private final int origin;

    private final int column;
    private final int parallelism;
    private final Outputs outputs;
    private long filtered;
    private long duplicates;
    private long withoutKey;

    /** A router to {@code parallelism} workers; {@code column} is that of the watermark that its deduplication forgets by. */
    LaneRouter(Lane<E, K> lane, int column, int parallelism, Outputs outputs, boolean isSaved) {
        this.lane = lane;
        filter = lane.filter();
        selector = lane.key().forThread();
        deduplicator = lane.deduplication().isPresent()
                ? new Deduplicator<>(lane.deduplication().get(), isSaved)
                : null;
        mayHashAhead = deduplicator == null && selector == lane.key();
        origin = lane.origin();
        this.column = column;
        this.parallelism = parallelism;
        this.outputs = outputs;
    }

    /** Fills the lane's columns of {@code batch}. */
    void route(Batch<E> batch) {
        int[] hashes = batch.hashes(lane.index());
        byte[] owners = batch.owners(lane.index());
        for (int row = 0; row < batch.size(); row++) {
            owners[row] = Batch.NOBODY;
            K key = keyOf(batch, row);
            if (key != null) {
                int hash = KeyGroups.spread(key.hashCode());
                hashes[row] = hash;
                owners[row] = (byte) KeyGroups.worker(hash, parallelism);
            }
        }
    }

    Lane<E, K> lane() {
        return lane;
    }

    /** How many workers there are. */
    int parallelism() {
        return parallelism;
    }

    /** Whether there is one worker, which asks for the keys itself and needs no columns. */
    boolean isAlone() {
        return parallelism == 1;
    }

    long filtered() {
        return filtered;
    }

    long duplicates() {
        return duplicates;
    }

    long withoutKey() {
        return withoutKey;
    }

    /** Writes what it counted, whether it has changed or not. */
    void write(StateOutput out) {
        out.writeVarLong(filtered);
        out.writeVarLong(duplicates);
        out.writeVarLong(withoutKey);
    }

    /** Reads what {@link #write} wrote. */
    void read(StateInput in) throws CorruptStateException {
        filtered = in.readVarLong();
        duplicates = in.readVarLong();
        withoutKey = in.readVarLong();
    }

    /** Its memory of ids, if it deduplicates. */
    @Nullable
    Deduplicator<E> deduplicator() {
        return deduplicator;
    }

    /** The key of an element that takes part; null for any other row. It is asked once for each row, in order. */
    @Nullable
    K keyOf(Batch<E> batch, int row) {
        if (!batch.isElementOf(origin, row)) {
            return null;
        }
        E element = batch.element(row);
        if (!filter.test(element)) {
            filtered++;
            return null;
        }
        K key = selector.key(element);
        if (key == null) {
            withoutKey++;
            reportMissingKey(batch, row);
            return null;
        }
        if (deduplicator != null
                && deduplicator.isDuplicate(element, batch.timestamps()[row], batch.watermarks(column)[row])) {
            duplicates++;
            return null;
        }
        return key;
    }

    /**
     * Hashes the keys of rows from the {@code from}-th on into the lane's column, of each whose key is all that is to be asked for; returns which is the first that is another. Nothing is counted or reported,
     * so that row, and those after it, go through {@link #keyOf}. Keys that the selector makes anew each time are not hashed, for they are asked for again when they are looked up.
     */
    int hashKeys(Batch<E> batch, int from, int to) {
        if (!mayHashAhead || to - from < LONG_STRETCH || !hasKeyAtHand(batch, from)) {
            return from;
        }
        int[] hashes = batch.hashes(lane.index());
        int end = hashKeys(batch, origin, filter, selector, hashes, from, to);
        for (int row = from; row < end; row++) {
            hashes[row] = KeyGroups.spread(hashes[row]);
        }
        return end;
    }

    /** Whether the row's element has its key, rather than the selector making it; what the first of many says goes for all. */
    @SuppressWarnings("ReferenceEquality") // That it is the same object is the question.
    private boolean hasKeyAtHand(Batch<E> batch, int row) {
        if (!batch.isElementOf(origin, row) || !filter.test(batch.element(row))) {
            return false;
        }
        K key = selector.key(batch.element(row));
        return key != null && key == selector.key(batch.element(row));
    }

    private static <E, K> int hashKeys(
            Batch<E> batch,
            int origin,
            Predicate<? super E> filter,
            KeySelector<? super E, K> selector,
            int[] hashes,
            int from,
            int to) {
        for (int row = from; row < to; row++) {
            if (!batch.isElementOf(origin, row) || !filter.test(batch.element(row))) {
                return row;
            }
            K key = selector.key(batch.element(row));
            if (key == null) {
                return row;
            }
            hashes[row] = key.hashCode();
        }
        return to;
    }

    private void reportMissingKey(Batch<E> batch, int row) {
        for (View<E, K> view : lane.views()) {
            DeadLetter letter = new DeadLetter(
                    InvalidReason.MISSING_KEY,
                    "a key field is missing or null",
                    batch.partition(row),
                    batch.offset(row),
                    view.name(),
                    batch.element(row));
            SourceRecord record = batch.record(row);
            outputs.deadLetter(record == null ? letter : letter.from(record));
        }
    }
}
