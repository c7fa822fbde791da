// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

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
    public void addTo(Paths paths) {
        String summary = "How far event time has come, by view and partition, and who holds it up";
        paths.get("/api/v1/watermarks", summary, Set.of(), (context, none) -> {
            long now = job.clock().millis();
            List<Map<String, Object>> views = job.ask(running -> job.plan().views().stream()
                    .map(view -> Watermarks.of(running, view, now))
                    .toList());
            Answers.json(context, Map.of("views", views));
        });
    }
}
