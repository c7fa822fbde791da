// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.source.Source;
import java.io.IOException;
import java.util.Optional;

/** Runs a job to its end, or until it is told to stop. */
public final class JobRun {
    private static final long WAIT_MILLIS = 10;

    private final Job<Row> job;
    private final JobPlan plan;
    private final Source source;
    private final Inquiries inquiries;

    /** A run of {@code job}, which was made of {@code plan} and reads {@code source}; nobody asks anything. */
    public JobRun(Job<Row> job, JobPlan plan, Source source) {
        this(job, plan, source, new Inquiries());
    }

    /** A run that answers {@code inquiries} meanwhile. */
    public JobRun(Job<Row> job, JobPlan plan, Source source, Inquiries inquiries) {
        this.job = job;
        this.plan = plan;
        this.source = source;
        this.inquiries = inquiries;
    }

    /** Runs a job that is nobody else's to its end. */
    public Summary run(Progress progress) throws IOException {
        return run(progress, new StopSignal(), Turns.ALWAYS).orElseThrow();
    }

    /**
     * Opens the job and does its work; when it is stopped, takes a checkpoint. The job is not closed.
     *
     * @return what was done; nothing when it is not this process's turn any more, and nothing of it is to be committed
     */
    public Optional<Summary> run(Progress progress, StopSignal stop, Turns turns) throws IOException {
        RunningJob running = new RunningJob(job, plan, source, System.nanoTime());
        job.open();
        inquiries.begin(running);
        JobPhase next = JobPhase.STARTING;
        try {
            Optional<Summary> done = run(running, progress, stop, turns);
            next = done.isPresent() && !stop.isStopped() ? JobPhase.FINISHED : JobPhase.STOPPED;
            return done;
        } finally {
            inquiries.end(next);
        }
    }

    private Optional<Summary> run(RunningJob running, Progress progress, StopSignal stop, Turns turns)
            throws IOException {
        int done = 0;
        while (done != Job.FINISHED && !stop.isStopped()) {
            if (!turns.await(0)) {
                return Optional.empty();
            }
            done = job.doWork();
            inquiries.answer();
            progress.update(job.records(), plan.lowestWatermark(job));
            if (done == 0) {
                stop.await(WAIT_MILLIS);
            }
        }
        if (done != Job.FINISHED) {
            job.settle();
            if (job.takesCheckpoints()) {
                job.checkpoint();
            }
        }
        return Optional.of(running.summary());
    }
}
