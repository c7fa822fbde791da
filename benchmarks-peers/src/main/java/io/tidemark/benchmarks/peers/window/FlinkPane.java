// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.peers.window.CallStats.CallReport;

/** A pane as Flink wants its objects: public, with fields that can be set. */
public final class FlinkPane {
    /** The key. */
    public String key = "";

    /** Where its window begins. */
    public long start;

    /** Where its window ends. */
    public long end;

    /** How many elements. */
    public long count;

    /** Their sum. */
    public double sum;

    /** The largest. */
    public double max;

    /** The median. */
    public double p50;

    /** Of a hundred, five are larger. */
    public double p95;

    /** Of a hundred, one is larger. */
    public double p99;

    /** For Flink. */
    public FlinkPane() {}

    void set(CallReport report) {
        count = report.count();
        sum = report.sum();
        max = report.max();
        p50 = report.p50();
        p95 = report.p95();
        p99 = report.p99();
    }

    CallReport report() {
        return new CallReport(count, sum, max, p50, p95, p99);
    }
}
