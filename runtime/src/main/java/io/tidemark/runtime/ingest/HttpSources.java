// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.runtime.config.IngestConfig;
import io.tidemark.runtime.config.SourceConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.source.Source;
import java.util.function.Consumer;

/** {@code type: http}. */
public final class HttpSources implements SourceProvider {
    /** The provider; it holds nothing. */
    public HttpSources() {}

    @Override
    public String description() {
        return "Takes events and OTLP traces over HTTP, and keeps them in a journal on disk";
    }

    @Override
    public String name() {
        return SourceConfig.HTTP;
    }

    @Override
    public Source create(SourceConfig config, Host host) {
        IngestConfig ingest = config.ingest().orElseThrow();
        Consumer<String> warnings = warning -> host.err().println("warning: " + warning);
        return new HttpSource(
                host.directory().resolve(ingest.path()),
                ingest,
                new Ingest(config.format(), ingest, host.clock(), warnings),
                warnings);
    }
}
