// SPDX-License-Identifier: Apache-2.0
package io.tidemark.checkpoint;

import io.tidemark.state.StateBackendConfig;
import java.io.IOException;

/**
 * Opens checkpoint storages of one kind. A plugin lists its factory in {@code META-INF/services/io.tidemark.checkpoint.CheckpointStorageFactory}; the runtime finds it there with
 * {@link java.util.ServiceLoader} and a job file names it: {@code storage: {type: local, path: ./data/checkpoints}}. A library user calls the constructor.
 *
 * <p>A factory is public, has a public constructor without parameters, and holds nothing.
 */
public interface CheckpointStorageFactory {
    /** The kind's name in a job file, for example {@code local}. Two factories of one name are an error that names both. */
    String name();

    /**
     * Opens the storage that {@code config} describes. What it needs to write is made by the first {@link CheckpointStorage#put}, where that can be: the checkpoints of a running job are also looked at.
     *
     * @param config the job, whose checkpoints are apart from those of other jobs, and the properties
     * @throws IllegalArgumentException when the configuration lacks a property, or has one that is unknown or wrong; the message names it
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    CheckpointStorage open(StateBackendConfig config) throws IOException;
}
