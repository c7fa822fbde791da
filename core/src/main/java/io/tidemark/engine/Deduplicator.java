// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import io.tidemark.time.Timestamps;
import io.tidemark.view.Deduplication;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the ids that were counted, for as long as {@link Deduplication} says. Ids are forgotten in coarse buckets of expiry; what is
 * remembered longer than it counts is never taken for a duplicate.
 *
 * @param <E> the element
 */
final class Deduplicator<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Deduplicator.class);
    private static final int BUCKETS_PER_TTL = 64;

    private final Deduplication<E> spec;
    private final long bucketWidth;
    private final boolean isSaved;
    private final Map<String, Long> countedAt = new HashMap<>();

    /** Ids that were counted or forgotten since the last checkpoint. */
    private final Set<String> changed = new HashSet<>();

    private final TreeMap<Long, List<String>> expiries = new TreeMap<>();
    private long forgottenEarly;

    /** Remembers nothing yet; {@code isSaved} where checkpoints are taken. */
    Deduplicator(Deduplication<E> spec, boolean isSaved) {
        this.spec = spec;
        this.isSaved = isSaved;
        bucketWidth = Math.max(1, spec.ttl() / BUCKETS_PER_TTL);
    }

    /** Whether the element was counted before; if not, it is now. */
    boolean isDuplicate(E element, long timestamp, long watermark) {
        forget(watermark);
        @Nullable String id = spec.id().apply(element);
        if (id == null) {
            return false;
        }
        @Nullable Long known = countedAt.get(id);
        if (known != null && expiry(known) > watermark) {
            if (Math.abs(Timestamps.subtract(timestamp, known)) < spec.ttl()) {
                return true;
            }
            if (timestamp < known) {
                // Only the latest is remembered; more notes would fill the memory while the watermark stands still.
                return false;
            }
        }
        remember(id, timestamp);
        return false;
    }

    /** How much it remembers: ids, or times at which to forget one, whichever are more. */
    int size() {
        int times = expiries.values().stream().mapToInt(List::size).sum();
        return Math.max(times, countedAt.size());
    }

    /** How many ids were forgotten before their time because there were too many, in this process. */
    long forgottenEarly() {
        return forgottenEarly;
    }

    /** Hands over the ids that changed since this was called last, with the time at which each was counted, or null for one that was forgotten. */
    void save(BiConsumer<String, @Nullable Long> consumer) {
        for (String id : changed) {
            consumer.accept(id, countedAt.get(id));
        }
        changed.clear();
    }

    /** Takes over what was saved. */
    void restore(String id, long timestamp) {
        remember(id, timestamp);
        // What there is no room for any more is to be deleted where it was saved.
        if (countedAt.containsKey(id)) {
            changed.remove(id);
        }
    }

    private void remember(String id, long timestamp) {
        countedAt.put(id, timestamp);
        if (isSaved) {
            changed.add(id);
        }
        expiries.computeIfAbsent(bucket(expiry(timestamp)), bucket -> new ArrayList<>())
                .add(id);
        while (countedAt.size() > spec.maxIds()) {
            forgetEarly();
        }
    }

    private void forgetEarly() {
        if (forgottenEarly == 0) {
            LOG.warn(
                    "More than {} ids are remembered to find duplicates: the oldest are forgotten before their time, and what comes again of them is counted again. A shorter ttl or a larger max_ids prevents it.",
                    spec.maxIds());
        }
        long before = countedAt.size();
        long first = expiries.firstKey();
        forgetFirst(expiry -> bucket(expiry) <= first);
        forgottenEarly += before - countedAt.size();
    }

    private void forget(long watermark) {
        while (!expiries.isEmpty() && expiries.firstKey() < bucket(watermark)) {
            forgetFirst(expiry -> expiry <= watermark);
        }
    }

    /** Forgets of the ids in the first bucket those whose time {@code isOver}; the others are in a later one as well. */
    private void forgetFirst(LongPredicate isOver) {
        for (String id : expiries.pollFirstEntry().getValue()) {
            Long known = countedAt.get(id);
            if (known != null && isOver.test(expiry(known))) {
                countedAt.remove(id);
                if (isSaved) {
                    changed.add(id);
                }
            }
        }
    }

    private long expiry(long timestamp) {
        return Timestamps.add(timestamp, spec.ttl());
    }

    private long bucket(long time) {
        return Math.floorDiv(time, bucketWidth);
    }
}
