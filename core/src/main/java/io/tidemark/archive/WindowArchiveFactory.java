// SPDX-License-Identifier: Apache-2.0
package io.tidemark.archive;

import io.tidemark.state.StateBackendConfig;
import java.io.IOException;

/**
 * Opens archives of one kind. A plugin lists its factory in {@code META-INF/services/io.tidemark.archive.WindowArchiveFactory}; the runtime finds it there with
 * {@link java.util.ServiceLoader} and a job file names it: {@code cold: {backend: h2, path: ./data/archive}}. A library user calls the constructor.
 *
 * <p>A factory is public, has a public constructor without parameters, and holds nothing.
 */
public interface WindowArchiveFactory {
    /** The kind's name in a job file, for example {@code postgres}. Two factories of one name are an error that names both. */
    String name();

    /**
     * Opens the archive that {@code config} describes, and makes it where it is missing.
     *
     * @param config the job, whose archive is apart from those of other jobs, and the properties
     * @throws IllegalArgumentException when the configuration lacks a property, or has one that is unknown or wrong; the message names it
     * @throws IOException when it cannot be opened, with a message that says what to do
     */
    WindowArchive open(StateBackendConfig config) throws IOException;
}
