// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.sink.Sink;
import java.io.IOException;
import java.nio.file.Path;

/** {@code type: file}. */
public final class FileSinks implements SinkProvider {
    /** The provider; it holds nothing. */
    public FileSinks() {}

    @Override
    public String description() {
        return "Writes panes to a file as JSON lines";
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Sink create(SinkConfig config, JobContext context) throws IOException {
        return new JsonLinesSink(output(config, context.host()));
    }

    /** The file of a sink, or of the late or dead-letter output. */
    public static LineOutput output(SinkConfig config, Host host) throws IOException {
        String path = config.properties().getOrDefault("path", "");
        Path file = host.directory().resolve(path);
        boolean replaces = "replace".equals(config.properties().get("mode"));
        return (replaces ? FileOutput.truncate(file) : FileOutput.append(file)).as(path);
    }
}
