// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.join.Unmatched;
import java.util.List;

/**
 * What a view joins. Views with equal ones share their work.
 *
 * @param left one side
 * @param right the other side
 * @param before ms by which a right event may lie before a left one
 * @param after ms by which a right event may lie after a left one
 * @param unmatched what is handed on without a partner
 * @param maxWaiting how many events wait at most
 */
public record JoinConfig(Side left, Side right, long before, long after, Unmatched unmatched, int maxWaiting) {
    /** How many events wait unless the job says otherwise. */
    static final long DEFAULT_MAX_WAITING = 1_000_000;

    /**
     * One side.
     *
     * @param events the types of its events
     * @param on the paths of what it is joined by
     */
    public record Side(List<String> events, List<String> on) {
        /** Keeps copies. */
        public Side {
            events = List.copyOf(events);
            on = List.copyOf(on);
        }
    }
}
