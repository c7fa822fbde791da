// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import java.io.IOException;

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
     * Opens the job and does its work; when it is stopped, takes a checkpoint. The job is not closed.
     *
     * @return what was done
     */
    public Summary run(Progress progress, StopSignal stop) throws IOException {
        long begin = System.nanoTime();
        job.open();
        int done = 0;
        while (done != Job.FINISHED && !stop.isStopped()) {
            done = job.doWork();
            progress.update(job.records(), plan.lowestWatermark(job));
            if (done == 0) {
                stop.await(WAIT_MILLIS);
            }
        }
        if (done != Job.FINISHED && job.takesCheckpoints()) {
            job.checkpoint();
        }
        return Summary.of(job, plan, System.nanoTime() - begin);
    }
}
