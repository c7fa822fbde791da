// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.checkpoint.Checkpoint;
import io.tidemark.checkpoint.CheckpointLog;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.LogOptions;
import io.tidemark.runtime.config.CheckpointConfig;
import io.tidemark.runtime.config.JobConfig;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Mark;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;

/** The checkpoints of a job, to look at. A job that runs meanwhile goes on writing them, and does not notice. */
final class StoredCheckpoints implements AutoCloseable {
    private final String job;
    private final CheckpointStorage storage;
    private final CheckpointLog log;

    private StoredCheckpoints(String job, CheckpointStorage storage, CheckpointLog log) {
        this.job = job;
        this.storage = storage;
        this.log = log;
    }

    /** Those that {@code config} names the storage of. */
    static StoredCheckpoints open(JobLoader loader, JobConfig config) throws IOException, ConfigurationException {
        CheckpointConfig checkpoints = config.checkpoints();
        if (!checkpoints.given()) {
            throw new ConfigurationException(
                    checkpoints.place().mark(),
                    checkpoints.place().path(),
                    "missing, so the job has no checkpoints; for example"
                            + " 'checkpointing: {storage: {type: local, path: ./data/checkpoints}}'");
        }
        CheckpointStorage storage = loader.checkpointStorages().open(config);
        try {
            CheckpointLog log = CheckpointLog.open(
                    storage, LogOptions.defaults(), loader.host().err()::println);
            return new StoredCheckpoints(config.job(), storage, log);
        } catch (IOException | RuntimeException e) {
            try (storage) {
                throw e;
            }
        }
    }

    /** Those whose manifests can be read, oldest first. */
    List<Checkpoint> readable() {
        return log.checkpoints();
    }

    /** What is wrong with the others, by id. */
    SortedMap<Long, String> unreadable() {
        return log.unreadable();
    }

    /** For reading a checkpoint. */
    CheckpointLog log() {
        return log;
    }

    /** Whether there is none, readable or not. */
    boolean isEmpty() {
        return readable().isEmpty() && unreadable().isEmpty();
    }

    /** Says that there is none. */
    String none() {
        return "the job '" + job + "' has no checkpoints in its storage";
    }

    /** The checkpoint that is meant, or the newest one. */
    Checkpoint find(Optional<Long> id) throws IOException, ConfigurationException {
        requireKnown(id);
        List<Checkpoint> all = readable();
        if (id.isEmpty() && !all.isEmpty()) {
            return all.get(all.size() - 1);
        }
        for (Checkpoint checkpoint : all) {
            if (id.isPresent() && checkpoint.id() == id.get()) {
                return checkpoint;
            }
        }
        long damaged = id.orElseGet(() -> unreadable().lastKey());
        throw new IOException(
                "checkpoint " + damaged + " cannot be read: " + unreadable().get(damaged));
    }

    /** Refuses an id that there is not, and any when there is none. */
    void requireKnown(Optional<Long> id) throws IOException, ConfigurationException {
        if (isEmpty()) {
            throw new IOException(none());
        }
        TreeSet<Long> ids = new TreeSet<>(unreadable().keySet());
        readable().forEach(checkpoint -> ids.add(checkpoint.id()));
        if (id.isPresent() && !ids.contains(id.get())) {
            throw new ConfigurationException(
                    Mark.option("checkpoint " + id.get()),
                    "",
                    "there is none of this number; there are: "
                            + String.join(
                                    ", ", ids.stream().map(String::valueOf).toList()));
        }
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
