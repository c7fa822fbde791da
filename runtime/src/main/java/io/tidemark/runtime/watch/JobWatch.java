// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.watch;

import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at a job's numbers again and again, and warns of what they show: of each kind at most once a minute, with how many warnings of it were held back since the last one. The time is that of the snapshots. */
public final class JobWatch {
    private static final long QUIET_MILLIS = 60_000;

    /** A checkpoint may keep the job from answering for some seconds, and is warned of when it is done. */
    private static final long PATIENCE_MILLIS = 30_000;

    private static final long NEVER = Long.MAX_VALUE;

    private final List<Condition> conditions;
    private final Consumer<Warning> output;
    private final Map<String, Kind> kinds = new HashMap<>();
    private @Nullable MetricsSnapshot last;
    private long unansweredSince = NEVER;

    /** What is known of the warnings of one kind. */
    private static final class Kind {
        private long quietUntil = Long.MIN_VALUE;
        private long held;
    }

    /**
     * A watch over a job.
     *
     * @param checkpointSeconds the interval of its checkpoints
     * @param output gets the warnings
     */
    public JobWatch(long checkpointSeconds, Consumer<Warning> output) {
        this(
                List.of(
                        new StuckWatermark(),
                        new LateBurst(),
                        new SpillsBegin(),
                        new SlowCheckpoint(checkpointSeconds),
                        new FailedCheckpoint(),
                        new LongBackpressure()),
                output);
    }

    JobWatch(List<Condition> conditions, Consumer<Warning> output) {
        this.conditions = List.copyOf(conditions);
        this.output = output;
    }

    /** The numbers are {@code now}. One thread calls it, about once a second. */
    public void look(MetricsSnapshot now) {
        MetricsSnapshot before = last;
        last = now;
        unansweredSince = NEVER;
        if (before != null) {
            for (Condition condition : conditions) {
                condition.look(before, now).forEach(warning -> warn(warning, now.now()));
            }
        }
    }

    /** The job runs, and has not given its numbers between {@code asked} and {@code now}: its thread waits for something. */
    public void unanswered(long asked, long now) {
        unansweredSince = Math.min(unansweredSince, asked);
        long millis = now - unansweredSince;
        if (millis >= PATIENCE_MILLIS) {
            warn(waits(millis / 1000), now);
        }
    }

    /** The job does not run. */
    public void rest() {
        unansweredSince = NEVER;
    }

    private static Warning waits(long seconds) {
        return new Warning(
                "job_waits",
                "the job has not come round for " + seconds + " s: it waits for an output, a storage or a function."
                        + " Kafka takes nothing while a partition has no leader, or fewer copies in sync than"
                        + " min.insync.replicas; the job goes on by itself when it does",
                Map.of("seconds", seconds));
    }

    private void warn(Warning warning, long now) {
        Kind kind = kinds.computeIfAbsent(warning.kind(), name -> new Kind());
        if (now < kind.quietUntil) {
            kind.held++;
            return;
        }
        output.accept(kind.held == 0 ? warning : withHeld(warning, kind.held));
        kind.quietUntil = now + QUIET_MILLIS;
        kind.held = 0;
    }

    private static Warning withHeld(Warning warning, long held) {
        Map<String, Object> facts = new LinkedHashMap<>(warning.facts());
        facts.put("held_back", held);
        return new Warning(
                warning.kind(),
                warning.message() + " (" + held + " more of this kind " + (held == 1 ? "was" : "were")
                        + " held back since the last)",
                facts);
    }
}
