// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.SourceConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.source.Source;

/** {@code type: generator}. */
public final class GeneratorSources implements SourceProvider {
    /** The provider; it holds nothing. */
    public GeneratorSources() {}

    @Override
    public String description() {
        return "Makes synthetic feedback events from a seed";
    }

    @Override
    public String name() {
        return SourceConfig.GENERATOR;
    }

    @Override
    public Source create(SourceConfig config, Host host) {
        return new GeneratorSource(config.generator().orElseThrow(), host.clock());
    }
}
