// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What both reports are told. */
final class PeersOptions {
    @Option(names = "--contenders", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Contender> contenders = EnumSet.allOf(Contender.class);

    @Option(names = "--models", description = "How many keys.")
    private int models = 50;

    @Option(names = "--partitions", description = "Of the topics.")
    private int partitions = 2;

    @Option(names = "--parallelism", description = "Workers of Tidemark, threads of Kafka Streams, slots of Flink.")
    private int parallelism = 2;

    @Option(names = "--seed", description = "Of the events.")
    private long seed = 20261122;

    @Option(names = "--jvm", split = " ", description = "Flags of every contender's JVM.")
    private List<String> flags = List.of("-Xmx1g");

    @Option(names = "--directory", description = "Where the broker and the contenders write.")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--output", description = "Where the report goes; else it is only printed.")
    private @Nullable Path output;

    Set<Contender> contenders() {
        return contenders;
    }

    int partitions() {
        return partitions;
    }

    Workload workload(long events, int perSecond) {
        return new Workload(events, perSecond, models, partitions, seed);
    }

    int parallelism() {
        return parallelism;
    }

    Ground ground() throws IOException {
        return new Ground(directory, flags);
    }

    @Nullable
    Path output() {
        return output;
    }

    String describe() {
        return "* " + partitions + " partitions, " + models + " keys; contenders' JVMs: " + String.join(" ", flags)
                + "; parallelism of each " + parallelism + "\n"
                + Machine.describe();
    }
}
