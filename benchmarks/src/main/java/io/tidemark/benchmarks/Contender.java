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
 * @param kind what it is
 * @param parallelism how many workers
 * @param pass computes all panes of an input
 */
public record Contender(String name, Kind kind, int parallelism, Function<Telemetry, Measurement> pass) {
    /** What a contender is. */
    public enum Kind {
        /** Written by hand for this case alone. */
        LOOP,
        /** Ours. */
        ENGINE,
        /** Another one. */
        PEER
    }

    /** Whether it is a hand-written loop. */
    public boolean isLoop() {
        return kind == Kind.LOOP;
    }

    /** Whether it is another engine. */
    public boolean isPeer() {
        return kind == Kind.PEER;
    }

    /** Those of a case that are ours: its loops, and the engine at each parallelism. */
    public static List<Contender> of(Case measured) {
        List<Contender> contenders = new ArrayList<>();
        for (Loop loop : measured.query().loops()) {
            contenders.add(new Contender(loop.title(), Kind.LOOP, 1, input -> run(loop, input, measured.aggregates())));
        }
        PipelineRun engine = new PipelineRun(measured.query(), measured.aggregates());
        for (int parallelism = 1; parallelism <= 2; parallelism++) {
            int workers = parallelism;
            contenders.add(new Contender(
                    "tidemark, parallelism " + workers, Kind.ENGINE, workers, input -> engine.run(input, workers)));
        }
        return contenders;
    }

    private static Measurement run(Loop loop, Telemetry input, AggregateSet aggregates) {
        Meter meter = new Meter();
        Checksum checksum = loop.run(input, aggregates);
        return meter.stop(input.size(), checksum);
    }
}
