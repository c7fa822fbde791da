// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state;

import java.io.IOException;

/**
 * Opens backends of one kind. A plugin lists its factory in {@code META-INF/services/io.tidemark.state.StateBackendFactory}; the runtime finds it there with
 * {@link java.util.ServiceLoader} and a job file names it: {@code warm: {backend: rocksdb, path: ./data/state}}. A library user calls the constructor.
 *
 * <p>A factory is public, has a public constructor without parameters, holds nothing, and is safe to create when its backend's native library is missing.
 */
public interface StateBackendFactory {
    /** The kind's name in a job file, for example {@code rocksdb}. Two factories of one name are an error that names both. */
    String name();

    /**
     * Opens the backend that {@code config} describes, and creates it where it does not exist yet.
     *
     * @throws IllegalArgumentException when the configuration lacks a property, or has one that is unknown or wrong; the message names it
     * @throws IOException when it cannot be opened, is open elsewhere, or is damaged, with a message that says what to do
     */
    StateBackend open(StateBackendConfig config) throws IOException;
}
