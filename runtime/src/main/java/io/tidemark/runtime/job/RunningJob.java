// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import io.tidemark.element.Row;
import io.tidemark.engine.Job;
import io.tidemark.source.Source;

/**
 * A job that is open, as those see it who ask on its thread.
 *
 * @param job itself
 * @param plan what it was made of
 * @param source what it reads
 * @param begun when it was opened, as {@link System#nanoTime} tells
 */
public record RunningJob(Job<Row> job, JobPlan plan, Source source, long begun) {
    /** What it has done so far. */
    public Summary summary() {
        return Summary.of(job, plan, source, System.nanoTime() - begun);
    }
}
