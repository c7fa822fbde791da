// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.detect.Detector;
import io.tidemark.pane.Pane;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.ViewConfig;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.runtime.render.Figures;
import io.tidemark.runtime.render.PaneTable;
import io.tidemark.sink.Sink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Keeps the last pane of each window and key, and prints those of the last windows of each view. */
final class DemoPanes implements Sink {
    private static final int MOST_WINDOWS = 12;

    private final JobConfig config;
    private final Terminal terminal;
    private final Map<String, Map<List<Object>, Pane<?>>> byView = new LinkedHashMap<>();

    DemoPanes(JobConfig config, Terminal terminal) {
        this.config = config;
        this.terminal = terminal;
    }

    @Override
    public void open() {
        config.views().forEach(view -> byView.put(view.name(), new LinkedHashMap<>()));
    }

    @Override
    public synchronized void write(Pane<?> pane) {
        Map<List<Object>, Pane<?>> panes = byView.computeIfAbsent(pane.view(), view -> new LinkedHashMap<>());
        List<Object> identity = List.of(pane.window(), pane.key());
        if (pane.retraction()) {
            panes.remove(identity);
        } else {
            panes.put(identity, pane);
        }
    }

    @Override
    public void flush() {
        // Everything is printed in the end.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }

    /** All panes of {@code view}, one for each window and key. */
    synchronized List<Pane<?>> panes(String view) {
        return List.copyOf(byView.getOrDefault(view, Map.of()).values());
    }

    /** The tables of all views. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ViewConfig view : config.views()) {
            lines.add("");
            lines.addAll(lines(view.name(), Descriptions.view(view) + " (times in UTC)", "no panes"));
            for (Detector detector : view.detectors()) {
                lines.add("");
                lines.addAll(lines(detector.name(), Descriptions.detector(detector, view), "no alerts"));
            }
        }
        return lines;
    }

    private List<String> lines(String name, String description, String nothing) {
        List<Pane<?>> panes = panes(name);
        List<String> lines = new ArrayList<>();
        lines.add(name + ": " + description);
        if (panes.isEmpty()) {
            lines.add(nothing);
            return lines;
        }
        TreeSet<Long> starts = new TreeSet<>();
        panes.forEach(pane -> starts.add(pane.window().start()));
        long first = starts.stream()
                .skip(Math.max(0, starts.size() - MOST_WINDOWS))
                .findFirst()
                .orElse(Long.MIN_VALUE);
        List<Pane<?>> shown = new ArrayList<>();
        panes.stream().filter(pane -> pane.window().start() >= first).forEach(shown::add);
        lines.addAll(new PaneTable(shown, terminal).lines());
        if (shown.size() < panes.size()) {
            lines.add("(the last " + MOST_WINDOWS + " of " + Figures.whole(starts.size()) + " windows)");
        }
        return lines;
    }
}
