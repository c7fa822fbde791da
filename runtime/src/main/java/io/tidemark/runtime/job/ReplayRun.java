// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.replay.ReplaySource;
import java.io.IOException;

/** Runs a replay to its end: takes a checkpoint where a line says so, and where one says restart, throws the job away and goes on with another one from the last checkpoint. */
public final class ReplayRun {
    private final ReplaySource source;
    private final JobPlan plan;
    private final Jobs jobs;

    /** Makes jobs over the same source and outputs, one after the other. */
    @FunctionalInterface
    public interface Jobs {
        /** A new job, not yet open. */
        Job<Row> next() throws IOException, ConfigurationException;
    }

    /** A replay of {@code source}. */
    public ReplayRun(ReplaySource source, JobPlan plan, Jobs jobs) {
        this.source = source;
        this.plan = plan;
        this.jobs = jobs;
    }

    /** Runs it, and tells what was done. */
    public Summary run(Progress progress) throws IOException, ConfigurationException {
        long begin = System.nanoTime();
        while (true) {
            try (Job<Row> job = jobs.next()) {
                if (isFinished(job, progress)) {
                    return Summary.of(job, plan, source, System.nanoTime() - begin);
                }
            }
        }
    }

    private boolean isFinished(Job<Row> job, Progress progress) throws IOException {
        job.open();
        while (job.doWork() != Job.FINISHED) {
            progress.update(job.records(), plan.lowestWatermark(job));
            switch (source.takeOrder()) {
                case CHECKPOINT -> job.checkpoint();
                case RESTART -> {
                    return false;
                }
                case NONE -> {
                    // Most lines order nothing.
                }
            }
        }
        progress.update(job.records(), plan.lowestWatermark(job));
        return true;
    }
}
