// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.config.RoutesConfig;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How far event time has come. */
public final class WatermarkRoutes implements Routes {
    private final ServedJob job;

    /** Of {@code job}. */
    public WatermarkRoutes(ServedJob job) {
        this.job = job;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/watermarks", context -> {
            Parameters.of(context, Set.of());
            long now = job.clock().millis();
            List<Map<String, Object>> views = job.ask(running -> job.plan().views().stream()
                    .map(view -> Watermarks.of(running, view, now))
                    .toList());
            Answers.json(context, Map.of("views", views));
        });
    }
}
