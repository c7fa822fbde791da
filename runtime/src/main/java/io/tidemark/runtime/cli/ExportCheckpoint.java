// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.engine.StateReader;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.io.LineOutput;
import io.tidemark.runtime.json.JsonLine;
import io.tidemark.runtime.json.PackedLine;
import io.tidemark.runtime.json.StateJson;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code checkpoints export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Write everything that a checkpoint holds, by default the newest one: an object for each entry, between one that describes the checkpoint and one that ends it.")
final class ExportCheckpoint implements Callable<Integer> {
    private final JobLoader loader;

    @Mixin
    private final JobOptions job = new JobOptions();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ID",
            description = "The number of the checkpoint; default: the newest one.")
    private @Nullable Long id;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json, an object in a line, or messagepack; default: ${DEFAULT-VALUE}")
    private Format format = Format.json;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "-",
            description = "Where to write; default: ${DEFAULT-VALUE}")
    private String output = "-";

    /** The formats, as they are called on the command line. */
    enum Format {
        json,
        messagepack
    }

    ExportCheckpoint(JobLoader loader) {
        this.loader = loader;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = loader.load(job).config();
        StateReader reader = new StateReader(loader.plan(config, () -> 0).views());
        try (StoredCheckpoints checkpoints = StoredCheckpoints.open(loader, config);
                ReplayFiles files = new ReplayFiles(loader.host())) {
            Checkpoint checkpoint = checkpoints.find(Optional.ofNullable(id));
            LineOutput out = files.output("--output", output);
            out.write(bytes(StateJson.header(checkpoint)));
            long[] entries = new long[1];
            checkpoints.log().read(checkpoint, new PutVisitor(reader, entry -> {
                out.write(bytes(StateJson.entry(entry)));
                entries[0]++;
            }));
            out.write(bytes(StateJson.end(entries[0])));
            files.complete();
            return ExitCodes.DONE;
        }
    }

    private byte[] bytes(Map<String, Object> value) {
        return switch (format) {
            case json -> JsonLine.bytes(out -> JsonLine.value(out, value));
            case messagepack -> PackedLine.bytes(value);
        };
    }
}
