// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.sink.Sink;
import io.tidemark.sink.SinkFactory;
import java.io.IOException;

/** Makes sinks of one type of the job file. */
public interface SinkProvider {
    /** The type. */
    String name();

    /** What it does, in a few words; empty when that is not known. */
    String description();

    /**
     * A sink, not opened yet.
     *
     * @throws IllegalArgumentException when the configuration does not fit; the message says what to change
     * @throws IOException when it cannot be made
     */
    Sink create(SinkConfig config, JobContext context) throws IOException;

    /** The sinks of a connector. */
    static SinkProvider of(SinkFactory factory) {
        return new OfFactory(factory);
    }

    /**
     * Hands the properties on.
     *
     * @param factory the connector's
     */
    record OfFactory(SinkFactory factory) implements SinkProvider {
        @Override
        public String name() {
            return factory.name();
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public Sink create(SinkConfig config, JobContext context) {
            return factory.create(config.properties());
        }
    }
}
