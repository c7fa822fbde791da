// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.config;

import io.tidemark.runtime.bind.Place;
import java.util.Map;

/**
 * Where panes, late elements or dead letters go.
 *
 * @param place where its type stands
 * @param type the sink's name
 * @param properties what else was given; values may be secrets
 */
public record SinkConfig(Place place, String type, Map<String, String> properties) {
    /** Writes to a topic. */
    public static final String KAFKA = "kafka";

    /** Sends metrics of OpenTelemetry. */
    public static final String OTLP = "otlp";

    /** Whether it writes to a topic. */
    public boolean isKafka() {
        return type.equals(KAFKA);
    }

    @Override
    public String toString() {
        return "SinkConfig[" + type + "]";
    }
}
