// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.element.InvalidReason;
import io.tidemark.key.KeyGroups;
import io.tidemark.key.KeySelector;
import io.tidemark.sink.DeadLetter;
import io.tidemark.view.View;
import io.tidemark.watermark.WatermarkTracker;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A lane on the feeding thread: filters elements, checks and hashes their keys, drops duplicates, and hands the rest to the workers.
 *
 * @param <E> the element
 * @param <K> the key
 */
final class LaneRouter<E, K> {
    private final Lane<E, K> lane;
    private final int index;
    private final Predicate<? super E> filter;
    private final KeySelector<? super E, K> selector;
    private final @Nullable Deduplicator<E> deduplicator;
    private final WatermarkTracker<E> watermarks;
    private final Workers<E> workers;
    private final Outputs outputs;
    private long filtered;
    private long duplicates;
    private long withoutKey;

    /** A router; {@code watermarks} is what its deduplication forgets by. */
    LaneRouter(Lane<E, K> lane, WatermarkTracker<E> watermarks, Workers<E> workers, Outputs outputs) {
        this.lane = lane;
        index = lane.index();
        filter = lane.filter();
        selector = lane.key().forThread();
        deduplicator = lane.deduplication().isPresent()
                ? new Deduplicator<>(lane.deduplication().get())
                : null;
        this.watermarks = watermarks;
        this.workers = workers;
        this.outputs = outputs;
    }

    void route(int partition, long offset, E element, long timestamp) {
        if (!filter.test(element)) {
            filtered++;
            return;
        }
        K key = selector.key(element);
        if (key == null) {
            withoutKey++;
            reportMissingKey(partition, offset, element);
            return;
        }
        if (deduplicator != null && deduplicator.isDuplicate(element, timestamp, watermarks.watermark())) {
            duplicates++;
            return;
        }
        workers.element(index, key, element, timestamp, KeyGroups.spread(key.hashCode()), partition);
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

    private void reportMissingKey(int partition, long offset, E element) {
        for (View<E, K> view : lane.views()) {
            outputs.deadLetter(new DeadLetter(
                    InvalidReason.MISSING_KEY,
                    "a key field is missing or null",
                    partition,
                    offset,
                    view.name(),
                    element));
        }
    }
}
