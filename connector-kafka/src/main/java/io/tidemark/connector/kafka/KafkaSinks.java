// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import io.tidemark.sink.DeadLetterSink;
import io.tidemark.sink.Sink;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/** Chooses the sink by what a job says: {@code guarantee: exactly_once} (default) is a {@link TransactionalKafkaSink}, {@code at_least_once} a {@link KafkaSink}. */
public final class KafkaSinks {
    private KafkaSinks() {}

    /**
     * Looks at the settings of any sink, those of late elements and dead letters included.
     *
     * @throws SettingException when one is missing, unknown or wrong
     */
    public static void check(Map<String, String> properties) {
        SinkSettings settings = new SinkSettings(properties);
        if (settings.isExactlyOnce()) {
            settings.transactionTimeout();
        }
    }

    /** Whether panes are to be written exactly once. */
    public static boolean isExactlyOnce(Map<String, String> properties) {
        return new SinkSettings(properties).isExactlyOnce();
    }

    /**
     * A sink, not opened yet.
     *
     * @param member what the process is in the group; asked by a sink that writes exactly once
     * @param letters the job's dead-letter output, if it has one
     * @throws SettingException when a setting is missing, unknown or wrong
     */
    public static Sink create(
            Map<String, String> properties,
            PaneFormat format,
            Supplier<ConsumerGroupMetadata> member,
            @Nullable DeadLetterSink letters) {
        return isExactlyOnce(properties)
                ? new TransactionalKafkaSink(properties, format, member, letters)
                : new KafkaSink(properties, format, letters);
    }
}
