// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneTiming;
import io.tidemark.sink.Sink;
import io.tidemark.window.Window;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sink that watches how another one is used: the protocol of {@link Sink}, and that the panes of each key and window follow each other as rule P1 says. A violation is an
 * {@link AssertionError} that says which rule was broken.
 *
 * <p>It remembers one pane for each key and window, for ever: it is for tests. After a recovery that emits panes again, begin with a new one.
 */
public final class AssertingSink implements Sink {
    private final Sink sink;
    private final Protocol protocol = new Protocol("Sink");
    private final OneAtATime turns = new OneAtATime(protocol);
    private final Map<KeyAndWindow, PaneInfo> last = new HashMap<>();
    private volatile boolean open;
    private volatile boolean closed;

    /** Watches {@code sink}. */
    public AssertingSink(Sink sink) {
        this.sink = sink;
    }

    /** What was broken so far; for the case that a thread swallowed an error. */
    public List<String> violations() {
        return protocol.violations();
    }

    @Override
    public void open() throws IOException {
        protocol.require(!open && !closed, () -> "open() is called once, and before close()");
        turns.run("open", () -> {
            open = true;
            sink.open();
        });
    }

    @Override
    public void write(Pane<?> pane) throws IOException {
        requireOpen("write");
        turns.run("write", () -> {
            checkOrder(pane);
            sink.write(pane);
        });
    }

    @Override
    public void flush() throws IOException {
        requireOpen("flush");
        turns.run("flush", sink::flush);
    }

    @Override
    public void close() throws IOException {
        turns.run("close", () -> {
            closed = true;
            sink.close();
        });
    }

    private void requireOpen(String call) {
        protocol.require(open, () -> "%s() was called before open()".formatted(call));
        protocol.require(!closed, () -> "%s() was called after close()".formatted(call));
    }

    private void checkOrder(Pane<?> pane) {
        KeyAndWindow window = new KeyAndWindow(pane.view(), pane.key(), pane.window());
        PaneInfo before = last.get(window);
        PaneInfo now = pane.info();
        if (pane.retraction()) {
            protocol.require(
                    before == null || before.index() == now.index(),
                    () -> "%s retracts a pane that is not the last one, %s".formatted(pane, before));
            return;
        }
        if (before != null) {
            protocol.require(
                    now.index() == before.index() + 1,
                    () -> "the indices of a window's panes are 0, 1, 2, ..., but %s follows %s"
                            .formatted(pane, before));
            protocol.require(!before.isLast(), () -> "%s follows one that was the last, %s".formatted(pane, before));
            protocol.require(
                    mayFollow(before.timing(), now.timing()),
                    () -> "panes follow EARLY* ON_TIME? LATE*, but %s follows %s".formatted(pane, before));
        }
        last.put(window, now);
    }

    private static boolean mayFollow(PaneTiming before, PaneTiming now) {
        return before == PaneTiming.ON_TIME ? now == PaneTiming.LATE : before.compareTo(now) <= 0;
    }

    /**
     * What panes follow each other for.
     *
     * @param view the view
     * @param key the key
     * @param window the window
     */
    private record KeyAndWindow(String view, Object key, Window window) {}
}
