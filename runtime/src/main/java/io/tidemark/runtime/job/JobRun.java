// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.runtime.config.ViewConfig;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a job to its end, or until it is told to stop. */
public final class JobRun {
    private static final long WAIT_MILLIS = 10;

    private final Job<Row> job;
    private final JobPlan plan;

    /** A run of {@code job}, which was made of {@code plan}. */
    public JobRun(Job<Row> job, JobPlan plan) {
        this.job = job;
        this.plan = plan;
    }

    /**
     * Opens the job and does its work. The job is not closed.
     *
     * @return what was done
     */
    public Summary run(Progress progress, StopSignal stop) throws IOException {
        long begin = System.nanoTime();
        job.open();
        int done = 0;
        while (done != Job.FINISHED && !stop.isStopped()) {
            done = job.doWork();
            progress.update(job.records(), lowestWatermark());
            if (done == 0) {
                stop.await(WAIT_MILLIS);
            }
        }
        return summary(System.nanoTime() - begin);
    }

    private Summary summary(long nanos) {
        Map<String, Long> watermarks = new LinkedHashMap<>();
        for (String view : views()) {
            watermarks.put(view, job.pipeline().watermark(view));
        }
        return new Summary(
                job.records(),
                job.pipeline().counters(),
                watermarks,
                plan.binding().skippedByField(),
                nanos);
    }

    private long lowestWatermark() {
        return views().stream().mapToLong(job.pipeline()::watermark).min().orElse(Long.MIN_VALUE);
    }

    private List<String> views() {
        return plan.config().views().stream().map(ViewConfig::name).toList();
    }
}
