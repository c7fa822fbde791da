// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.engine.CheckpointMeasures;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A checkpoint took longer than the time between two. */
final class SlowCheckpoint implements Condition {
    private final long interval;

    /** Of a job whose checkpoints are {@code interval} seconds apart. */
    SlowCheckpoint(long interval) {
        this.interval = interval;
    }

    @Override
    public List<Warning> look(MetricsSnapshot before, MetricsSnapshot now) {
        if (before.measures().checkpoints().isEmpty()
                || now.measures().checkpoints().isEmpty()) {
            return List.of();
        }
        CheckpointMeasures then = before.measures().checkpoints().get();
        CheckpointMeasures since = now.measures().checkpoints().get();
        long count = since.seconds().count() - then.seconds().count();
        double seconds = (since.seconds().sum() - then.seconds().sum()) / count;
        return count > 0 && seconds > interval ? List.of(warning(seconds, since.bytes())) : List.of();
    }

    private Warning warning(double seconds, long bytes) {
        return new Warning(
                "checkpoint_slow",
                String.format(
                        Locale.ROOT,
                        "a checkpoint took %.1f s, longer than its interval of %d s; it consists of %d MB. A longer"
                                + " interval_seconds or a faster storage helps",
                        seconds,
                        interval,
                        bytes >> 20),
                Map.of("seconds", seconds, "interval_seconds", interval, "bytes", bytes));
    }
}
