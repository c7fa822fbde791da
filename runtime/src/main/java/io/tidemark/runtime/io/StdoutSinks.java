// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.sink.Sink;

/** {@code type: stdout}. */
public final class StdoutSinks implements SinkProvider {
    /** The provider; it holds nothing. */
    public StdoutSinks() {}

    @Override
    public String description() {
        return "Prints panes as JSON lines or as tables";
    }

    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public Sink create(SinkConfig config, JobContext context) {
        Host host = context.host();
        boolean isTable = "table".equals(config.properties().get("format"));
        return isTable
                ? new TablePaneSink(host.out(), host.outTerminal())
                : new JsonLinesSink(new StreamOutput(host.out()));
    }
}
