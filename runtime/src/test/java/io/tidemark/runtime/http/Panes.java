// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.window.Window;
import java.util.List;

/** Panes for tests. */
final class Panes {
    private Panes() {}

    static Pane<String> of(String view, String key, long start) {
        return new Pane<>(
                view,
                key,
                Window.time(start, start + 1),
                new PaneInfo(PaneTiming.ON_TIME, 0, true),
                false,
                1,
                new PaneResults(List.of("n"), new Object[] {1L}),
                start + 1);
    }
}
