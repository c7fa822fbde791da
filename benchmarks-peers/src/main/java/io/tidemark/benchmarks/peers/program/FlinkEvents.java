// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers.program;

import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** Reads events for Flink. */
final class FlinkEvents extends AbstractDeserializationSchema<FeedbackEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public FeedbackEvent deserialize(byte[] json) {
        return Json.event(json);
    }
}
