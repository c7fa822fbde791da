// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.replay;

import org.jspecify.annotations.Nullable;

/** What a line of a replay means. */
sealed interface ReplayLine {
    /** No arrival time is given: the clock stays where it is. */
    long NO_ARRIVAL = Long.MIN_VALUE;

    /** A record with an event. */
    final class Event implements ReplayLine {
        private final int partition;
        private final long arrivalTime;
        private final byte @Nullable [] value;

        Event(int partition, long arrivalTime, byte @Nullable [] value) {
            this.partition = partition;
            this.arrivalTime = arrivalTime;
            this.value = value;
        }

        int partition() {
            return partition;
        }

        long arrivalTime() {
            return arrivalTime;
        }

        byte @Nullable [] value() {
            return value;
        }
    }

    /**
     * An order to the replay itself.
     *
     * @param name of the order
     * @param arrivalTime to which the clock moves
     */
    record Control(String name, long arrivalTime) implements ReplayLine {}
}
