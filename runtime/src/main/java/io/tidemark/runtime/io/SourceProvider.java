// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.SourceConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.source.Source;
import io.tidemark.source.SourceFactory;
import java.io.IOException;

/** Makes sources of one type of the job file. */
public interface SourceProvider {
    /** The type. */
    String name();

    /** What it does, in a few words; empty when that is not known. */
    String description();

    /**
     * A source, not opened yet.
     *
     * @throws IllegalArgumentException when the configuration does not fit; the message says what to change
     * @throws IOException when what it names is not there
     */
    Source create(SourceConfig config, Host host) throws IOException;

    /** The sources of a connector. */
    static SourceProvider of(SourceFactory factory) {
        return new OfFactory(factory);
    }

    /**
     * Hands the properties on.
     *
     * @param factory the connector's
     */
    record OfFactory(SourceFactory factory) implements SourceProvider {
        @Override
        public String name() {
            return factory.name();
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public Source create(SourceConfig config, Host host) {
            return factory.create(config.properties());
        }
    }
}
