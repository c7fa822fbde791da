// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.pane.Pane;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.runtime.render.PaneTable;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Panes as tables for people, one a view: what came since the last flush, or since the last thousand panes. */
public final class TablePaneSink implements Sink {
    private static final int MOST = 1000;

    private final PrintStream out;
    private final Terminal terminal;
    private final Map<String, List<Pane<?>>> byView = new LinkedHashMap<>();
    private int waiting;

    /** Tables to {@code out}, as wide as {@code terminal}. */
    public TablePaneSink(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void open() {
        // The stream is open from the start.
    }

    @Override
    public synchronized void write(Pane<?> pane) throws IOException {
        byView.computeIfAbsent(pane.view(), view -> new ArrayList<>()).add(pane);
        waiting++;
        if (waiting >= MOST) {
            flush();
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        byView.forEach((view, panes) -> {
            out.println(view);
            new PaneTable(panes, terminal).lines().forEach(out::println);
            out.println();
        });
        byView.clear();
        waiting = 0;
        if (out.checkError()) {
            throw new IOException("the standard output does not take any more");
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
