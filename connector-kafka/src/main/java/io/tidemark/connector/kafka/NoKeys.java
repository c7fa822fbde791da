// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Leaves keys where they are: a {@link io.tidemark.source.SourceRecord} has none, and a copy of each would be made for nobody. */
final class NoKeys implements Deserializer<byte[]> {
    @Override
    public byte @Nullable [] deserialize(String topic, byte @Nullable [] key) {
        return null;
    }

    @Override
    public byte @Nullable [] deserialize(String topic, Headers headers, @Nullable ByteBuffer key) {
        return null;
    }
}
