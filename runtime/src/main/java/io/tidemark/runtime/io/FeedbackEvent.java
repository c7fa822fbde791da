// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import java.util.Comparator;

/** One synthetic event, and when it is handed out. */
public final class FeedbackEvent {
    /** By time of emission, then as they were made. */
    static final Comparator<FeedbackEvent> BY_EMISSION =
            Comparator.comparingLong((FeedbackEvent event) -> event.emission).thenComparingLong(event -> event.order);

    private final long timestamp;
    private final long emission;
    private final long order;
    private final int partition;
    private final String key;
    private final byte[] json;

    /** An event of {@code timestamp}, handed out at {@code emission}, which is later for one that comes late. */
    FeedbackEvent(long timestamp, long emission, long order, int partition, String key, byte[] json) {
        this.timestamp = timestamp;
        this.emission = emission;
        this.order = order;
        this.partition = partition;
        this.key = key;
        this.json = json;
    }

    /** The same event once more, later. */
    FeedbackEvent again(long later) {
        return new FeedbackEvent(timestamp, emission + later, order + 1, partition, key, json);
    }

    /** Its event time, epoch ms. */
    public long timestamp() {
        return timestamp;
    }

    long emission() {
        return emission;
    }

    int partition() {
        return partition;
    }

    /** Who it is about: a call's model, a user's session, a component. */
    public String key() {
        return key;
    }

    /** The event as one JSON object, without a line end; not a copy. */
    public byte[] json() {
        return json;
    }
}
