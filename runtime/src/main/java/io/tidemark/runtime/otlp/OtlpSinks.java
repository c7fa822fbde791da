// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.otlp;

import io.tidemark.runtime.config.OtlpSettings;
import io.tidemark.runtime.config.SinkConfig;
import io.tidemark.runtime.io.JobContext;
import io.tidemark.runtime.io.SinkProvider;
import io.tidemark.sink.Sink;
import java.time.Duration;

/** {@code type: otlp}. */
public final class OtlpSinks implements SinkProvider {
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);

    /** The provider; it holds nothing. */
    public OtlpSinks() {}

    @Override
    public String name() {
        return SinkConfig.OTLP;
    }

    @Override
    public String description() {
        return "Sends on-time panes as metrics of OpenTelemetry";
    }

    @Override
    public Sink create(SinkConfig config, JobContext context) {
        return new OtlpSink(OtlpSettings.of(config.properties()), FIRST_WAIT);
    }
}
