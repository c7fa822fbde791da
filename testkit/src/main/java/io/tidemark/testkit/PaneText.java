// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.window.Window;

/**
 * Writes a pane in one line that reads well in an assertion: {@code "calls|gpt|[0,10)|ON_TIME#0|count=3|{latency=412.0}"}.
 *
 * <p>The parts are the view, the key, the window, the timing with the index, the count, and the results. A pane that is the last one has {@code !} after the
 * index; a retraction has {@code -} before the timing. A filled pane has {@code #filled}. Of the global window the bounds are {@code [*)}, of a count window {@code #[0,3)}. The watermark is left out.
 */
public final class PaneText {
    private PaneText() {}

    /** The line of {@code pane}. */
    public static String of(Pane<?> pane) {
        return pane.view() + '|' + pane.key() + '|' + window(pane.window()) + '|'
                + (pane.retraction() ? "-" : "")
                + info(pane.info()) + "|count=" + pane.count() + '|' + pane.results();
    }

    /** {@code [0,10)}, {@code #[0,3)} or {@code [*)}. */
    public static String window(Window window) {
        String bounds = "[" + window.start() + ',' + window.end() + ')';
        return switch (window.domain()) {
            case TIME -> bounds;
            case COUNT -> '#' + bounds;
            case GLOBAL -> "[*)";
        };
    }

    private static String info(PaneInfo info) {
        return info.timing() + "#" + (info.isFilled() ? "filled" : info.index()) + (info.isLast() ? "!" : "");
    }
}
