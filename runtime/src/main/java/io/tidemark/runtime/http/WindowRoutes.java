// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.archive.WindowArchive;
import io.tidemark.element.Row;
import io.tidemark.engine.ArchiveReader;
import io.tidemark.engine.ArchivedResult;
import io.tidemark.engine.LiveCursor;
import io.tidemark.engine.LivePage;
import io.tidemark.engine.LiveWindow;
import io.tidemark.llm.row.Key;
import io.tidemark.runtime.json.ArchiveJson;
import io.tidemark.view.View;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The windows of a view: those that live, wherever their state is, and those that have finished and are archived. */
public final class WindowRoutes implements Routes {
    private static final Set<String> LISTING = Set.of("key", "from", "to", "state", "limit", "cursor", "time");
    private static final Set<String> MERGING = Set.of("key", "from", "to");
    private static final List<String> STATES = List.of("open", "closed");
    private static final int USUAL = 100;
    private static final int MOST = 1000;

    private final ServedJob job;
    private final Supplier<Optional<WindowArchive>> archive;

    /**
     * Of {@code job}.
     *
     * @param archive of it, while it is open
     */
    public WindowRoutes(ServedJob job, Supplier<Optional<WindowArchive>> archive) {
        this.job = job;
        this.archive = archive;
    }

    @Override
    public void addTo(Paths paths) {
        paths.get(
                "/api/v1/views/{view}/windows",
                "Windows that live, and finished ones of a key, with what they hold",
                LISTING,
                this::windows);
        paths.get(
                "/api/v1/views/{view}/merge",
                "One result over all finished windows of a key in a range",
                MERGING,
                this::merge);
    }

    private void windows(Context context, Parameters parameters) throws IOException {
        View<Row, Key> view = job.view(context.pathParam("view"));
        long from = parameters.time("from").orElse(Long.MIN_VALUE);
        long to = parameters.time("to").orElse(Long.MAX_VALUE);
        requireOrder(from, to);
        int limit = parameters.limit("limit", USUAL, MOST);
        Optional<String> state = parameters.choice("state", STATES);
        LiveCursor cursor = parameters.text("cursor").map(WindowRoutes::cursor).orElse(LiveCursor.START);
        Times times = Times.of(parameters);
        Optional<String> key = parameters.text("key");
        List<Map<String, Object>> windows = new ArrayList<>();
        Optional<LiveCursor> next = Optional.empty();
        if (key.isPresent()) {
            Key wanted = ServedJob.key(view, key.get());
            List<LiveWindow> live =
                    job.ask(running -> running.job().pipeline().live().windows(view.name(), wanted, from, to, limit));
            if (!state.equals(Optional.of("open"))) {
                addArchived(view, wanted, from, to, limit, live, times, windows);
            }
            add(live, state, times, windows);
        } else {
            LivePage page =
                    job.ask(running -> running.job().pipeline().live().page(view.name(), from, to, cursor, limit));
            add(page.windows(), state, times, windows);
            next = page.next();
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("view", view.name());
        answer.put("windows", windows.size() > limit && key.isPresent() ? windows.subList(0, limit) : windows);
        answer.put("next_cursor", next.map(LiveCursor::toString).orElse(null));
        Answers.json(context, answer);
    }

    private static LiveCursor cursor(String text) {
        try {
            return LiveCursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("parameter 'cursor': " + e.getMessage());
        }
    }

    private static void requireOrder(long from, long to) {
        if (from >= to) {
            throw HttpProblem.badRequest("'from' must be before 'to', but is " + from + ", and 'to' is " + to);
        }
    }

    private static void add(
            List<LiveWindow> live, Optional<String> state, Times times, List<Map<String, Object>> windows) {
        for (LiveWindow window : live) {
            String is = window.isComplete() ? "closed" : "open";
            if (state.isEmpty() || state.get().equals(is)) {
                windows.add(described(window, is, times));
            }
        }
    }

    private static Map<String, Object> described(LiveWindow window, String state, Times times) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", fields(window.key()));
        map.put("window", times.bounds(window.window()));
        map.put("state", state);
        map.put("tier", "live");
        map.put("count", window.count());
        map.put("results", window.results().asMap());
        map.put("panes", window.panes());
        map.put("new_elements", window.fresh());
        map.put("expires_at_watermark", times.timer(window.expiresAt()));
        return map;
    }

    /** A window that has finished, but takes late elements yet, is shown as it lives. */
    private void addArchived(
            View<Row, Key> view,
            Key key,
            long from,
            long to,
            int limit,
            List<LiveWindow> live,
            Times times,
            List<Map<String, Object>> windows)
            throws IOException {
        Optional<WindowArchive> open = archive.get();
        if (open.isEmpty()) {
            return;
        }
        Set<Window> shown =
                Set.copyOf(live.stream().map(LiveWindow::window).distinct().toList());
        for (ArchivedResult<Key> result : new ArchiveReader<>(view, open.get()).windows(key, from, to, limit)) {
            if (!shown.contains(result.range())) {
                Map<String, Object> map = new LinkedHashMap<>();
                map.put("key", fields(key));
                map.put("window", times.bounds(result.range()));
                map.put("state", "closed");
                map.put("tier", "cold");
                map.put("count", result.count());
                map.put("results", result.results().asMap());
                windows.add(map);
            }
        }
    }

    static Object fields(Object key) {
        return key instanceof Key fields ? fields.asMap() : key;
    }

    private void merge(Context context, Parameters parameters) throws IOException {
        View<Row, Key> view = job.view(context.pathParam("view"));
        long from = parameters.time("from").orElse(Long.MIN_VALUE);
        long to = parameters.time("to").orElse(Long.MAX_VALUE);
        requireOrder(from, to);
        Key key = parameters
                .text("key")
                .map(json -> ServedJob.key(view, json))
                .orElseThrow(
                        () -> HttpProblem.badRequest(
                                "parameter 'key': missing; expected the view's key as panes show it, such as {\"model\": \"gpt-4o\"}"));
        WindowArchive open = archive.get()
                .orElseThrow(
                        () -> HttpProblem.notFound(
                                "closed windows are merged from the archive, and the job has none; add 'state: {cold: {backend: h2, path: ./data/archive}}'"));
        try {
            ArchivedResult<Key> result = new ArchiveReader<>(view, open)
                    .read(key, from, to)
                    .orElseThrow(() -> HttpProblem.notFound("no whole window of this key in the range is archived"));
            Answers.json(context, ArchiveJson.map(result));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
