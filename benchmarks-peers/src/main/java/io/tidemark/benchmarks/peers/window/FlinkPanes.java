// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import org.apache.flink.streaming.api.functions.windowing.WindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Makes a pane of what a key and a window accumulated. */
final class FlinkPanes implements WindowFunction<FlinkCallStats, FlinkPane, String, TimeWindow> {
    private static final long serialVersionUID = 1;

    @Override
    public void apply(String key, TimeWindow window, Iterable<FlinkCallStats> stats, Collector<FlinkPane> out) {
        for (FlinkCallStats each : stats) {
            FlinkPane pane = new FlinkPane();
            pane.key = key;
            pane.start = window.getStart();
            pane.end = window.getEnd();
            pane.set(each.stats().report());
            out.collect(pane);
        }
    }
}
