// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.kafka;

import io.tidemark.connector.kafka.KafkaSource;
import io.tidemark.runtime.config.SourceConfig;
import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.io.SourceProvider;
import io.tidemark.source.Source;

/** {@code type: kafka}. */
public final class KafkaSources implements SourceProvider {
    /** The provider; it holds nothing. */
    public KafkaSources() {}

    @Override
    public String description() {
        return "Reads topics of Kafka, committed records only";
    }

    @Override
    public String name() {
        return SourceConfig.KAFKA;
    }

    @Override
    public Source create(SourceConfig config, Host host) {
        return new KafkaSource(config.properties(), warning -> host.err().println("warning: " + warning));
    }
}
