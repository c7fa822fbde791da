// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kafka's own console consumer, in a process of its own: a reader of committed records that we have not written. */
final class ConsoleConsumer {
    private ConsoleConsumer() {}

    /** All values that are committed in {@code topic}, until nothing comes for some seconds. */
    static List<String> committed(Path directory, String servers, String topic)
            throws IOException, InterruptedException {
        Path values = directory.resolve("console-consumer.out");
        Path said = directory.resolve("console-consumer.err");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "org.apache.kafka.tools.consumer.ConsoleConsumer",
                        "--bootstrap-server",
                        servers,
                        "--topic",
                        topic,
                        "--from-beginning",
                        "--isolation-level",
                        "read_committed",
                        "--timeout-ms",
                        "6000")
                .redirectOutput(values.toFile())
                .redirectError(said.toFile());
        // Not as an argument: class paths of tests can be too long for one.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        // That it ends because nothing came is an error to it, so what it answers says nothing.
        builder.start().waitFor();
        String summary = Files.readString(said);
        List<String> lines = Files.readAllLines(values, StandardCharsets.UTF_8);
        if (!summary.contains("Processed a total of " + lines.size() + " messages")) {
            throw new IllegalStateException(
                    "the console consumer read " + lines.size() + " lines and said: " + summary);
        }
        return lines;
    }
}
