// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import io.tidemark.benchmarks.peers.program.FlinkProgram;
import io.tidemark.benchmarks.peers.program.KafkaStreamsProgram;
import io.tidemark.benchmarks.peers.program.Settings;
import io.tidemark.benchmarks.peers.program.TidemarkJob;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where contenders are run.
 *
 * @param servers of Kafka
 * @param directory for all that they write
 * @param flags of every contender's JVM
 */
record Stage(String servers, Path directory, List<String> flags) {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Starts {@code contender} from {@code input} to {@code output}, committing every second. */
    ContenderProcess start(Contender contender, Settings settings) throws IOException {
        Files.createDirectories(settings.directory());
        return start(
                settings.directory(),
                switch (contender) {
                    case TIDEMARK -> with(CLASS_PATH, TidemarkJob.command(settings));
                    case KAFKA_STREAMS -> program(KafkaStreamsProgram.class, CLASS_PATH, settings);
                    case FLINK -> program(FlinkProgram.class, flinkClassPath(), settings);
                });
    }

    /** Starts {@code tidemark run} with the job file {@code job.yaml} of {@code place}; what it says goes there too. */
    ContenderProcess run(Path place) throws IOException {
        return start(place, with(CLASS_PATH, TidemarkJob.command(place)));
    }

    private ContenderProcess start(Path directory, List<String> program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Dlogback.configurationFile=io/tidemark/benchmarks/peers/logback.xml");
        command.addAll(program);
        return ContenderProcess.start(command, directory.resolve("log"));
    }

    /** What {@code contender} is told, for round {@code round}. */
    Settings settings(Contender contender, String input, String round, int parallelism) {
        String output = contender.id() + '-' + round;
        return new Settings(servers, input, output, directory.resolve(output), Settings.COMMIT, parallelism);
    }

    private static List<String> program(Class<?> program, String classPath, Settings settings) {
        List<String> command = new ArrayList<>(List.of(program.getName()));
        command.addAll(List.of(settings.arguments()));
        return with(classPath, command);
    }

    private static List<String> with(String classPath, List<String> mainAndArguments) {
        List<String> command = new ArrayList<>(List.of("-cp", classPath));
        command.addAll(mainAndArguments);
        return command;
    }

    /** Flink's connector calls into the inside of Kafka's clients, so it needs those that it was built with. */
    private static String flinkClassPath() {
        return Stream.concat(
                        Stream.of(System.getProperty("tidemark.flink.kafka-clients", "kafka-clients.jar")),
                        Stream.of(CLASS_PATH.split(File.pathSeparator))
                                .filter(entry -> !entry.contains("kafka-clients-")))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
