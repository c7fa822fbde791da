// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.element.Row;
import io.tidemark.llm.row.Key;
import io.tidemark.pane.Pane;
import io.tidemark.runtime.live.LivePanes;
import io.tidemark.view.View;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The panes as they come, as server-sent events, and the last ones. */
public final class PaneRoutes implements Routes, AutoCloseable {
    private static final Set<String> WATCHING = Set.of("view", "key");
    private static final Set<String> RECENT = Set.of("view", "key", "limit");
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final ServedJob job;
    private final PaneStreams streams;

    /** Of {@code job}, for at most so many readers at once. */
    public PaneRoutes(ServedJob job, int readers) {
        this.job = job;
        streams = new PaneStreams(job.panes(), readers);
    }

    @Override
    public void addTo(Paths paths) {
        paths.get(
                "/api/v1/panes",
                "Panes as they come, as server-sent events",
                "text/event-stream",
                WATCHING,
                this::watch);
        paths.get("/api/v1/panes/recent", "The last panes, oldest first", RECENT, this::recent);
    }

    private void watch(Context context, Parameters parameters) {
        streams.open(context, wanted(parameters));
    }

    private void recent(Context context, Parameters parameters) {
        List<LivePanes.Numbered> panes = job.panes().newest(wanted(parameters), parameters.limit("limit", USUAL, MOST));
        Answers.json(context, json -> {
            json.writeStartObject();
            json.writeNumberField("next", job.panes().next());
            json.writeArrayFieldStart("panes");
            for (LivePanes.Numbered numbered : panes) {
                json.writeRawValue(new String(numbered.json(), StandardCharsets.UTF_8));
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** The panes of one view, or of one key of it, or all. The alerts of a view's detectors are views of their own here. */
    private Predicate<Pane<?>> wanted(Parameters parameters) {
        Optional<String> name = parameters.text("view");
        Optional<String> key = parameters.text("key");
        if (name.isEmpty()) {
            if (key.isPresent()) {
                throw HttpProblem.badRequest("parameter 'key': a key is one of a view; give 'view' as well");
            }
            return pane -> true;
        }
        Optional<View<Row, Key>> watched = job.plan().views().stream()
                .filter(view -> view.detectors().stream()
                        .anyMatch(detector -> detector.name().equals(name.get())))
                .findFirst();
        View<Row, Key> view = watched.isPresent() ? watched.get() : job.view(name.get());
        Optional<Key> wanted = key.map(json -> ServedJob.key(view, json));
        return pane -> pane.view().equals(name.get())
                && (wanted.isEmpty() || pane.key().equals(wanted.get()));
    }

    @Override
    public void close() {
        streams.close();
    }
}
