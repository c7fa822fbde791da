// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static io.tidemark.state.StateBackend.NO_CHECKPOINT;

/**
 * Where a job's state stands.
 *
 * @param version how many changes there were; it tells apart what the ids of checkpoints do not: several batches with no id, and a database that fell back
 * @param checkpointId of the last batch
 * @param hasParts whether a value may have more rows than one
 */
record Position(long version, long checkpointId, boolean hasParts) {
    Position after(long nextId, boolean addsParts) {
        return new Position(version + 1, nextId, hasParts || addsParts);
    }

    Position cleared() {
        return new Position(version + 1, NO_CHECKPOINT, false);
    }

    void requireNext(long nextId, String job) {
        if (nextId <= checkpointId && (nextId | checkpointId) != NO_CHECKPOINT) {
            throw new IllegalArgumentException("checkpoint ids must rise, but " + nextId + " comes after "
                    + checkpointId + " in the state of '" + job + "'");
        }
    }
}
