// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.source.Source;
import io.tidemark.source.SourceFactory;
import java.util.Map;

/** Makes {@link KafkaSource}s for job files. */
public final class KafkaSourceFactory implements SourceFactory {
    /** The factory; it holds nothing. */
    public KafkaSourceFactory() {}

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Source create(Map<String, String> properties) {
        return new KafkaSource(properties);
    }
}
