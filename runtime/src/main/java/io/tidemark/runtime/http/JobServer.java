// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.archive.WindowArchive;
import io.tidemark.runtime.config.ServerConfig;
import io.tidemark.runtime.ingest.Ingest;
import io.tidemark.runtime.metrics.JobMetrics;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Everything that is served of a job. */
public final class JobServer implements AutoCloseable {
    private final HttpServer server;
    private final PaneRoutes panes;
    private final JobMetrics metrics;

    private JobServer(HttpServer server, PaneRoutes panes, JobMetrics metrics) {
        this.server = server;
        this.panes = panes;
        this.metrics = metrics;
    }

    /**
     * Begins to serve {@code job}.
     *
     * @param version of the program
     * @param checkpoints reads those that are kept
     * @param archive of the job, while it is open
     * @param ingest of the job, while it is open; asked only if its source is one that is sent to
     * @throws IOException when it cannot be served there
     */
    public static JobServer start(
            ServerConfig config,
            ServedJob job,
            String version,
            CheckpointRoutes.Reader checkpoints,
            Supplier<Optional<WindowArchive>> archive,
            Supplier<Optional<Ingest>> ingest)
            throws IOException {
        PaneRoutes panes = new PaneRoutes(job, config.maxStreams());
        JobMetrics metrics = new JobMetrics();
        try {
            List<Routes> routes = new ArrayList<>(List.of(
                    new HealthRoutes(job, version),
                    new MetricsRoutes(job, metrics),
                    new ViewRoutes(job),
                    new WindowRoutes(job, archive),
                    new ExplainRoutes(job),
                    new WatermarkRoutes(job),
                    new CheckpointRoutes(job, checkpoints),
                    panes,
                    new SampleRoutes(job),
                    new DashboardRoutes()));
            if (job.plan().config().source().isHttp()) {
                routes.add(new IngestRoutes(ingest));
            }
            routes.add(new DocumentRoutes(version));
            HttpServer server = HttpServer.start(config, routes);
            return new JobServer(server, panes, metrics);
        } catch (IOException | RuntimeException e) {
            panes.close();
            metrics.close();
            throw e;
        }
    }

    /** Where it is. */
    public URI address() {
        return server.address();
    }

    @Override
    public void close() {
        panes.close();
        server.close();
        metrics.close();
    }
}
