// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.peers.Event.Call;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What must come out, from the events themselves: every latency is kept, so percentiles are exact here. */
final class Reference {
    /** Sums of floating-point numbers depend on the order of addition, by less than this part of them. */
    private static final double ROUNDING = 1e-9;

    /** What the sketches of all contenders promise, and what rounding adds to it. */
    private static final double RELATIVE_ERROR = 0.01 + ROUNDING;

    private final Map<String, Cell> cells = new HashMap<>();

    void add(Event event) {
        event.call().ifPresent(call -> {
            long start = Math.floorDiv(event.timestamp(), Workload.WINDOW) * Workload.WINDOW;
            cells.computeIfAbsent(call.model() + '@' + start, absent -> new Cell())
                    .add(call);
        });
    }

    /** How many results there are. */
    int size() {
        return cells.size();
    }

    /**
     * Checks that {@code results} are what must come out. Counts, extremes and rates must be equal, sums and means but for rounding, percentiles within 1 % of the exact one: of a latency between the two
     * that the usual definitions of a percentile name.
     *
     * @throws IllegalStateException when they are not
     */
    void check(String who, Map<String, WindowResult> results) {
        if (!results.keySet().equals(cells.keySet())) {
            throw new IllegalStateException(
                    who + " has " + results.size() + " results, and " + cells.size() + " were expected");
        }
        results.forEach((id, result) -> {
            Cell cell = cells.get(id);
            if (cell == null || !cell.sorted().matches(result)) {
                throw new IllegalStateException(who + " has a wrong result: " + result + ", expected " + cell);
            }
        });
    }

    /** What is known of a model and a window. */
    private static final class Cell {
        private double[] latencies = new double[16];
        private int count;
        private int errors;
        private double cost;
        private double sum;

        void add(Call call) {
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = call.latency();
            errors += call.isError() ? 1 : 0;
            cost += call.cost();
            sum += call.latency();
        }

        Cell sorted() {
            Arrays.sort(latencies, 0, count);
            return this;
        }

        boolean matches(WindowResult result) {
            return result.end() == result.start() + Workload.WINDOW
                    && result.count() == count
                    && result.min() == latencies[0]
                    && result.max() == latencies[count - 1]
                    && result.errorRate() == (double) errors / count
                    && isNear(result.cost(), cost)
                    && isNear(result.mean(), sum / count)
                    && isPercentile(result.p50(), 0.5)
                    && isPercentile(result.p95(), 0.95)
                    && isPercentile(result.p99(), 0.99);
        }

        private boolean isPercentile(double value, double quantile) {
            double low = latencies[(int) Math.floor(quantile * (count - 1))];
            double high = latencies[(int) Math.ceil(quantile * (count - 1))];
            return value >= low * (1 - RELATIVE_ERROR) && value <= high * (1 + RELATIVE_ERROR);
        }

        private static boolean isNear(double value, double expected) {
            return Math.abs(value - expected) <= ROUNDING * Math.abs(expected);
        }

        @Override
        public String toString() {
            return count + " calls, " + errors + " errors, cost " + cost + ", sum " + sum + ", min " + latencies[0]
                    + ", max " + latencies[count - 1];
        }
    }
}
