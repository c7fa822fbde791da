// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.pane.Pane;
import io.tidemark.pane.PaneInfo;
import io.tidemark.pane.PaneResults;
import io.tidemark.pane.PaneTiming;
import io.tidemark.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Panes for sinks to take. */
final class Panes {
    static final List<String> KEYS = List.of("sonnet", "opus", "haiku");

    private static final List<String> NAMES = List.of("count", "mean", "what");

    private Panes() {}

    /** Panes of a few keys and windows, each with the indices that follow each other, some of them retracted. */
    static List<Pane<String>> random(Random random, int count) {
        List<Pane<String>> panes = new ArrayList<>();
        Map<String, Integer> next = new HashMap<>();
        while (panes.size() < count) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            long start = 60_000L * (random.nextInt(3) - 1);
            int index = next.merge(key + start, 1, Integer::sum) - 1;
            Pane<String> pane = pane(key, start, index, random.nextDouble());
            panes.add(pane);
            if (random.nextInt(10) == 0 && panes.size() < count) {
                panes.add(pane.retracted(pane.watermark()));
            }
        }
        return panes;
    }

    /** Panes whose keys and results are hard to write down. */
    static List<Pane<String>> odd() {
        List<Pane<String>> panes = new ArrayList<>();
        List<String> keys = List.of(
                "",
                " ",
                "a\r\nb",
                "\"quoted\"",
                "back\\slash",
                "comma,tab\t",
                "\u202Eright to left",
                "\u001B[31m",
                "%s%n",
                "k'; DROP TABLE w;--",
                "ключ",
                "\uD83E\uDD16",
                "null",
                "x".repeat(10_000));
        List<@Nullable Object> values = Arrays.asList(
                null,
                1L,
                Long.MAX_VALUE,
                1e308,
                -0.0,
                "a\r\nb",
                "",
                List.of(1.5, 2.5),
                Map.of("50", 1.0, "99", 2.0),
                true);
        for (int i = 0; i < Math.max(keys.size(), values.size()); i++) {
            panes.add(pane(keys.get(i % keys.size()), 60_000L * i, 0, values.get(i % values.size())));
        }
        return panes;
    }

    private static Pane<String> pane(String key, long start, int index, @Nullable Object value) {
        PaneInfo info = new PaneInfo(PaneTiming.EARLY, index, false);
        PaneResults results = new PaneResults(NAMES, new @Nullable Object[] {3L, 0.5, value});
        return new Pane<>("latency", key, Window.time(start, start + 60_000), info, false, 3, results, start + 1);
    }
}
