// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.runtime.job.Inquiries;
import io.tidemark.runtime.metrics.JobMetrics;
import io.tidemark.runtime.metrics.MetricsSnapshot;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;

/** The metrics, as Prometheus reads them. */
public final class MetricsRoutes implements Routes {
    /** A scraper waits for ten seconds by default. */
    private static final long TIMEOUT_MILLIS = 5_000;

    private final ServedJob job;
    private final JobMetrics metrics;

    /** Of {@code job}. */
    public MetricsRoutes(ServedJob job, JobMetrics metrics) {
        this.job = job;
        this.metrics = metrics;
    }

    @Override
    public void addTo(Paths paths) {
        paths.get("/metrics", "Metrics for Prometheus", "text/plain", Set.of(), (context, none) -> scrape(context));
    }

    private void scrape(Context context) throws IOException {
        try {
            long now = job.clock().millis();
            metrics.update(job.inquiries().ask(running -> MetricsSnapshot.of(running, now), TIMEOUT_MILLIS));
        } catch (Inquiries.NoAnswerException e) {
            // Those of the process, and the job's as they were, are better than none.
            context.header("X-Tidemark-Stale", String.valueOf(e.getMessage()));
        }
        String accept = Objects.requireNonNullElse(context.header("Accept"), "");
        context.contentType(metrics.contentType(accept)).result(metrics.scrape(accept));
    }
}
