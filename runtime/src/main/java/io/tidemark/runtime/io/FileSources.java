// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.SourceConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.source.Source;
import java.io.IOException;

/** {@code type: file}. */
public final class FileSources implements SourceProvider {
    /** The provider; it holds nothing. */
    public FileSources() {}

    @Override
    public String description() {
        return "Reads files line by line, each one a partition";
    }

    @Override
    public String name() {
        return SourceConfig.FILE;
    }

    @Override
    public Source create(SourceConfig config, Host host) throws IOException {
        return new FileSource(
                FilePatterns.find(host.directory(), config.paths()),
                config.format(),
                config.format().maxRecordBytes());
    }
}
