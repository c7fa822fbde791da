// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.element.Row;
import io.tidemark.llm.row.Key;
import io.tidemark.view.View;
import java.util.Map;
import java.util.Set;

/** Why a window has not fired. */
public final class ExplainRoutes implements Routes {
    private static final Set<String> PARAMETERS = Set.of("key", "start", "time");

    private final ServedJob job;

    /** Of {@code job}. */
    public ExplainRoutes(ServedJob job) {
        this.job = job;
    }

    @Override
    public void addTo(Paths paths) {
        paths.get(
                "/api/v1/views/{view}/explain",
                "Why a window of a key has not fired: what it waits for, and who holds the watermark",
                PARAMETERS,
                this::explain);
    }

    private void explain(Context context, Parameters parameters) {
        View<Row, Key> view = job.view(context.pathParam("view"));
        Key key = parameters
                .text("key")
                .map(json -> ServedJob.key(view, json))
                .orElseThrow(
                        () -> HttpProblem.badRequest(
                                "parameter 'key': missing; expected the view's key as panes show it, such as {\"model\": \"gpt-4o\"}"));
        long now = job.clock().millis();
        Times times = Times.of(parameters);
        WindowExplanation explanation = new WindowExplanation(view, key, now, times);
        Map<String, Object> answer = job.ask(running -> explanation.of(running, parameters.time("start")));
        Answers.json(context, answer);
    }
}
