// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How long a record may be, before it is compressed.
 *
 * @param bytes of all that it is made of
 * @param setting that says so
 */
record SizeLimit(long bytes, String setting) {
    /** What a record costs beside its key, value and headers, at most. */
    private static final int OVERHEAD = 512;

    /** The stricter of this and what the topic says; who may not ask the topic goes by this. */
    SizeLimit andOf(String topic, Admin admin, Duration timeout) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        DescribeConfigsOptions options = new DescribeConfigsOptions().timeoutMs(Math.toIntExact(timeout.toMillis()));
        try {
            Config config = Objects.requireNonNull(admin.describeConfigs(List.of(resource), options)
                    .all()
                    .get()
                    .get(resource));
            String name = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
            long most = Settings.number(name, config.get(name).value(), 0);
            return most < bytes ? new SizeLimit(most, "the topic's " + name) : this;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return this;
            }
            throw e;
        }
    }

    boolean takes(ProducerRecord<byte[], byte[]> record) {
        return sizeOf(record) <= bytes;
    }

    /** No less than what the producer will say of {@code record}. */
    static long sizeOf(ProducerRecord<byte[], byte[]> record) {
        long size = OVERHEAD + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            size += 2L * header.key().length() + length(header.value());
        }
        return size;
    }

    static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** What is wrong with {@code record}, which is not taken. */
    String refusal(String what, ProducerRecord<byte[], byte[]> record) {
        return what + " has " + sizeOf(record) + " bytes, more than " + setting + ", " + bytes;
    }
}
