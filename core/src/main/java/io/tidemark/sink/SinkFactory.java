// SPDX-License-Identifier: Apache-2.0
package io.tidemark.sink;

import java.util.Map;

/**
 * Makes sinks of one kind. A connector lists its factory in {@code META-INF/services/io.tidemark.sink.SinkFactory}; a job file names it as a sink's
 * {@code type}. A library user calls the sink's constructor.
 *
 * <p>A factory is public, has a public constructor without parameters, and holds nothing.
 */
public interface SinkFactory {
    /** The kind's name in a job file, for example {@code kafka}. Two factories of one name are an error that names both. */
    String name();

    /**
     * A sink, not opened yet.
     *
     * @param properties what the job file says. Values may be secrets
     * @throws IllegalArgumentException when a property is missing, unknown or wrong; the message names it, and no value
     */
    Sink create(Map<String, String> properties);
}
