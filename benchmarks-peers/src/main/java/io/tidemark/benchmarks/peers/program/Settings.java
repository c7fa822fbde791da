// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What every program is told.
 *
 * @param servers of Kafka
 * @param input the topic to read, from its beginning
 * @param output the topic to write
 * @param directory of its own
 * @param commit how often to commit
 * @param parallelism of tasks or threads
 */
public record Settings(String servers, String input, String output, Path directory, Duration commit, int parallelism) {
    /** The length of a window. */
    static final Duration SIZE = Duration.ofSeconds(10);

    /** How far an event may be overtaken. */
    static final Duration OUT_OF_ORDER = Duration.ofSeconds(1);

    /** How often everybody commits. */
    public static final Duration COMMIT = Duration.ofSeconds(1);

    /** From {@link #arguments}. */
    static Settings of(String... arguments) {
        return new Settings(
                arguments[0],
                arguments[1],
                arguments[2],
                Path.of(arguments[3]),
                Duration.ofMillis(Long.parseLong(arguments[4])),
                Integer.parseInt(arguments[5]));
    }

    /** For the command line of a program. */
    public String[] arguments() {
        return new String[] {
            servers,
            input,
            output,
            directory.toString(),
            Long.toString(commit.toMillis()),
            Integer.toString(parallelism)
        };
    }
}
