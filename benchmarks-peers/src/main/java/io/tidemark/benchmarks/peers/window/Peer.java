// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.window;

import io.tidemark.benchmarks.CaseResult;
import io.tidemark.benchmarks.Contender;
import io.tidemark.benchmarks.Measurement;
import io.tidemark.benchmarks.Telemetry;
import java.util.function.Function;

/** Who else computes the windows in this process. */
enum Peer {
    /** Hazelcast Jet. */
    JET("Jet"),
    /** Flink with its state on the heap. */
    FLINK("Flink");

    private final String title;

    Peer(String title) {
        this.title = title;
    }

    /** It, as a contender. */
    Contender contender(int parallelism, Function<Telemetry, Measurement> pass) {
        return new Contender(title + ", parallelism " + parallelism, Contender.Kind.PEER, parallelism, pass);
    }

    /** What it is in {@code result}. */
    Contender in(CaseResult result, int parallelism) {
        return result.rounds().keySet().stream()
                .filter(contender -> contender.isPeer()
                        && contender.parallelism() == parallelism
                        && contender.name().startsWith(title))
                .findFirst()
                .orElseThrow();
    }
}
