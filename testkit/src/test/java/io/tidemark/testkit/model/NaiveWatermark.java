// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.model;

import java.util.Map;
import java.util.TreeMap;

/** A view's watermark, derived again from all partitions whenever anything happens (rules W2 to W8). */
final class NaiveWatermark {
    private static final long NEVER = WatermarksSpec.NEVER;

    private final WatermarksSpec spec;
    private final Map<Integer, Partition> partitions = new TreeMap<>();
    private boolean started;
    private boolean ended;
    /** What the partitions say; {@link #published} follows it, at once or when the emit interval allows. */
    private long coalesced = Long.MIN_VALUE;

    private long published = Long.MIN_VALUE;
    private long publishedAt;
    private boolean everPublished;
    private long skewed;

    NaiveWatermark(WatermarksSpec spec) {
        this.spec = spec;
    }

    long now() {
        return published;
    }

    long skewed() {
        return skewed;
    }

    boolean isProcessingTime() {
        return spec.kind() == WatermarksSpec.Kind.PROCESSING_TIME;
    }

    /** Whether the watermark is processing time at every instant. */
    boolean isContinuous() {
        return isProcessingTime() && spec.emitInterval() == 0 && !ended;
    }

    void declare(int partition, long now) {
        partitions.computeIfAbsent(partition, p -> new Partition(now));
    }

    /** The clock starts: declared partitions have been silent since now. */
    void start(long now) {
        started = true;
        partitions.values().forEach(partition -> partition.lastActivity = now);
        follow(now);
    }

    /** Processing time reached {@code now}: matters only to a watermark that follows it. */
    void follow(long now) {
        if (isProcessingTime() && started) {
            coalesced = Math.max(coalesced, now);
            publish(now);
        }
    }

    void element(int partition, TestElement element, long timestamp, long now) {
        Partition seen = partitions.computeIfAbsent(partition, p -> new Partition(now));
        seen.idle = false;
        seen.lastActivity = now;
        if (spec.maxClockSkew() != NEVER && timestamp > Bounds.plus(now, spec.maxClockSkew())) {
            skewed++;
        } else {
            seen.mark = Math.max(seen.mark, claim(element, timestamp));
        }
        coalesce(now);
    }

    void pause(long millis) {
        partitions.values().forEach(partition -> partition.lastActivity += millis);
    }

    /** The source itself says so. */
    void atLeast(long watermark, long now) {
        if (!isProcessingTime()) {
            coalesced = Math.max(coalesced, watermark);
            publish(now);
        }
    }

    /** When the next partition becomes idle. */
    long nextIdle() {
        return partitions.values().stream()
                .filter(partition -> !partition.idle)
                .mapToLong(this::idleAt)
                .min()
                .orElse(NEVER);
    }

    void becomeIdle(long now) {
        partitions.values().forEach(partition -> partition.idle |= idleAt(partition) <= now);
        coalesce(now);
    }

    /** When a watermark that waits for the emit interval may be published. */
    long nextPublication() {
        boolean waits =
                everPublished && !ended && spec.emitInterval() > 0 && (coalesced > published || isProcessingTime());
        return waits ? Bounds.plus(publishedAt, spec.emitInterval()) : NEVER;
    }

    void publishPending(long now) {
        if (isProcessingTime()) {
            follow(now);
        } else {
            publish(now);
        }
    }

    void end() {
        ended = true;
        published = Long.MAX_VALUE;
    }

    private long claim(TestElement element, long timestamp) {
        return switch (spec.kind()) {
            case BOUNDED -> Bounds.minus(timestamp, spec.delay());
            case ASCENDING -> timestamp;
            case PUNCTUATED -> element.mark() ? timestamp : Long.MIN_VALUE;
            case PROCESSING_TIME -> Long.MIN_VALUE;
        };
    }

    private long idleAt(Partition partition) {
        return spec.idleTimeout() == NEVER ? NEVER : Bounds.plus(partition.lastActivity, spec.idleTimeout());
    }

    private void coalesce(long now) {
        if (isProcessingTime() || partitions.isEmpty()) {
            return;
        }
        boolean allIdle = partitions.values().stream().allMatch(partition -> partition.idle);
        if (!allIdle) {
            long least = partitions.values().stream()
                    .filter(partition -> !partition.idle)
                    .mapToLong(partition -> partition.mark)
                    .min()
                    .orElseThrow();
            coalesced = Math.max(coalesced, least);
        } else if (spec.allIdleMax()) {
            long most = partitions.values().stream()
                    .mapToLong(partition -> partition.mark)
                    .max()
                    .orElseThrow();
            coalesced = Math.max(coalesced, most);
        }
        publish(now);
    }

    private void publish(long now) {
        boolean allowed =
                spec.emitInterval() == 0 || !everPublished || now >= Bounds.plus(publishedAt, spec.emitInterval());
        if (coalesced > published && allowed && !ended) {
            published = coalesced;
            publishedAt = now;
            everPublished = true;
        }
    }

    /** One source partition. */
    private static final class Partition {
        private long mark = Long.MIN_VALUE;
        private long lastActivity;
        private boolean idle;

        Partition(long lastActivity) {
            this.lastActivity = lastActivity;
        }
    }
}
