// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.engine.CheckpointMeasures;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.util.List;
import java.util.Map;

/** A checkpoint could not be written. Why, the engine says by itself. */
final class FailedCheckpoint implements Condition {
    @Override
    public List<Warning> look(MetricsSnapshot before, MetricsSnapshot now) {
        long all = failures(now);
        return all > failures(before) ? List.of(warning(all - failures(before), all)) : List.of();
    }

    private static long failures(MetricsSnapshot snapshot) {
        return snapshot.measures()
                .checkpoints()
                .map(CheckpointMeasures::failures)
                .orElse(0L);
    }

    private static Warning warning(long failures, long all) {
        return new Warning(
                "checkpoint_failed",
                failures + " checkpoints could not be written, " + all
                        + " since the job began to run: a restart would go on from the one before them",
                Map.of("failures", failures, "all_failures", all));
    }
}
