// SPDX-License-Identifier: Apache-2.0
package io.tidemark.view;

import io.tidemark.pane.FillMethod;
import io.tidemark.time.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Panes for windows without elements, so that the series of a key has no holes. Once a key had a window with elements, each later window without any has one filled pane, until {@link #atMost} after
 * the last window with elements.
 *
 * <p>Laws:
 *
 * <ol>
 *   <li>A filled pane comes when the watermark has passed the end of its window, or the next pane on time of the key comes, whichever is first: before that pane, and in the order of windows.
 *   <li>When any result is {@link FillMethod#LINEAR}, filled panes wait for the key's next window with elements. A gap that is longer than {@link #atMost} is then not filled at all.
 *   <li>At the end of the input only gaps between windows with elements are filled.
 *   <li>A window has at most one filled pane, and none after one that elements made.
 * </ol>
 *
 * @param with where results come from
 * @param results where single results come from, by name
 * @param atMost ms from the end of the last window with elements to the end of the last one that is filled
 */
public record GapFilling(FillMethod with, Map<String, FillMethod> results, long atMost) {
    /** So many windows of a key are filled when nothing else is said. */
    public static final int DEFAULT_WINDOWS = 100;

    /** Checks the time. */
    public GapFilling {
        Durations.positive("at_most", atMost);
        results = Map.copyOf(results);
    }

    /** Fills all results by {@code method}, for {@code atMost}. */
    public static GapFilling with(FillMethod method, Duration atMost) {
        return new GapFilling(method, Map.of(), Durations.positiveMillis("at_most", atMost));
    }

    /** The same, but with another method for the result {@code name}. */
    public GapFilling result(String name, FillMethod method) {
        Map<String, FillMethod> all = new LinkedHashMap<>(results);
        all.put(name, method);
        return new GapFilling(with, all, atMost);
    }

    /** The method of each of the results {@code names}, in order. */
    public List<FillMethod> methods(List<String> names) {
        return names.stream().map(name -> results.getOrDefault(name, with)).toList();
    }
}
