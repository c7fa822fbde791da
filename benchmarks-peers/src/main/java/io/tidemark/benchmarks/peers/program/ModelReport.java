// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is said of a model and a window. */
public record ModelReport(
        String model,
        @JsonProperty("window_start") long start,
        @JsonProperty("window_end") long end,
        long count,
        double cost,
        double min,
        double max,
        double mean,
        double p50,
        double p95,
        double p99,
        @JsonProperty("error_rate") double errorRate) {}
