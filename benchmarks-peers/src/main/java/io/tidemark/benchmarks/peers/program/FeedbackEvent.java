// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import org.jspecify.annotations.Nullable;

/** What the view reads of an event. Jackson fills it, and Flink hands it from task to task as a POJO: hence the public fields. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class FeedbackEvent {
    /** Which kind of event it is. */
    public String type = "";

    /** Event time, epoch milliseconds. */
    @JsonDeserialize(using = Rfc3339Deserializer.class)
    public long timestamp;

    /** The model that was called; there is none in events of other types. */
    public @Nullable String model;

    /** How long the call took. */
    @JsonProperty("latency_ms")
    public double latencyMillis;

    /** In USD. */
    public double cost;

    /** What went wrong, if something did. */
    public @Nullable String error;

    /** For Jackson and Flink. */
    public FeedbackEvent() {}

    /** Whether the view counts it. */
    boolean isCall() {
        return type.equals("performance_metrics");
    }

    /** The model of a call. */
    String key() {
        return model == null ? "" : model;
    }
}
