// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Makes the report of a window that Flink has fired. */
final class FlinkReport extends ProcessWindowFunction<FlinkStats, ModelReport, String, TimeWindow> {
    private static final long serialVersionUID = 1;

    @Override
    public void process(String model, Context context, Iterable<FlinkStats> stats, Collector<ModelReport> out) {
        TimeWindow window = context.window();
        stats.forEach(one -> out.collect(one.stats().report(model, window.getStart(), window.getEnd())));
    }
}
