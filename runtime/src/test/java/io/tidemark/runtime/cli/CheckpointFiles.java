// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointHeader;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LocalCheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.engine.Pipeline;
import io.tidemark.llm.format.RowFormat;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.config.Jobs;
import io.tidemark.runtime.job.JobPlan;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.Positions;
import io.tidemark.source.SourceRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes checkpoints as a running job does: what its pipeline says, into its log. */
final class CheckpointFiles implements AutoCloseable {
    private final Path directory;
    private final JobConfig config;
    private final JobPlan plan;
    private final Pipeline<Row> pipeline;
    private final CheckpointStorage storage;
    private final CheckpointLog log;
    private Optional<Checkpoint> last = Optional.empty();
    private long offset;

    /** Of the job {@code yaml}, whose checkpoints are in {@code data} of {@code directory}. */
    CheckpointFiles(Path directory, String yaml) throws Exception {
        Map<String, RowFormat> formats = new HashMap<>();
        ServiceLoader.load(RowFormat.class).forEach(format -> formats.put(format.name(), format));
        config = Jobs.read(yaml, List.of(), Map.of()).config();
        plan = JobPlan.of(config, Jobs.VOCABULARY.aggregates(), formats, () -> 0);
        pipeline = Pipeline.of(plan.views()).parallelism(2).saved(true).build();
        this.directory = directory.resolve("data").resolve(config.job());
        storage = LocalCheckpointStorage.open(this.directory);
        log = CheckpointLog.open(storage, LogOptions.defaults(), warning -> {
            throw new AssertionError(warning);
        });
    }

    /** Feeds one event. */
    CheckpointFiles event(String json) {
        plan.decoder().decode(SourceRecord.of(0, offset, json.getBytes(UTF_8)), new ElementCollector<>() {
            @Override
            public void element(Row element, long timestamp) {
                pipeline.element(0, offset, element, timestamp);
            }

            @Override
            public void invalid(InvalidReason reason, String error) {
                throw new AssertionError(error);
            }
        });
        offset++;
        return this;
    }

    /** Takes a checkpoint at a processing time. */
    CheckpointFiles checkpoint(long now) throws IOException {
        TreeMap<String, Long> watermarks = new TreeMap<>();
        plan.views().forEach(view -> watermarks.put(view.name(), pipeline.watermark(view.name())));
        CheckpointHeader header =
                new CheckpointHeader(config.job(), log.nextId(), now, new Positions(Map.of(0, offset)), watermarks);
        last = Optional.of(log.write(header, last, pipeline.save()));
        return this;
    }

    /** Changes a byte in the middle of every blob whose path contains {@code part}. */
    void damage(String part) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> blobs = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(part))
                    .toList();
            if (blobs.isEmpty()) {
                throw new AssertionError("there is no " + part + " in " + directory);
            }
            for (Path blob : blobs) {
                byte[] bytes = Files.readAllBytes(blob);
                bytes[bytes.length / 2] ^= 1;
                Files.write(blob, bytes);
            }
        }
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
        storage.close();
    }
}
