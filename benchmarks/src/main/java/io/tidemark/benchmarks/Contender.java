// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.benchmarks.loop.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One way to compute a case.
 *
 * @param name for people
 * @param isLoop whether it is a hand-written loop, and not the engine
 * @param parallelism how many workers
 * @param pass computes all panes of an input
 */
record Contender(String name, boolean isLoop, int parallelism, Function<Telemetry, Measurement> pass) {
    /** All contenders of a case: its loops, and the engine at each parallelism. */
    static List<Contender> of(Case measured) {
        List<Contender> contenders = new ArrayList<>();
        for (Loop loop : measured.query().loops()) {
            contenders.add(new Contender(loop.title(), true, 1, input -> run(loop, input, measured.aggregates())));
        }
        PipelineRun engine = new PipelineRun(measured.query(), measured.aggregates());
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            int workers = parallelism;
            contenders.add(new Contender(
                    "tidemark, parallelism " + workers, false, workers, input -> engine.run(input, workers)));
        }
        return contenders;
    }

    private static Measurement run(Loop loop, Telemetry input, AggregateSet aggregates) {
        Meter meter = new Meter();
        Checksum checksum = loop.run(input, aggregates);
        return meter.stop(input.size(), checksum);
    }
}
