// SPDX-License-Identifier: Apache-2.0
package io.tidemark.connector.kafka;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka failed in a way that may pass: brokers that do not answer, a transaction that was aborted, a group that has changed. A job that is opened anew goes on from its last commit. What does
 * not pass by itself, such as a refused login or a missing topic, is a plain {@link IOException}.
 */
public final class TransientKafkaException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * With what to do about it.
     *
     * @param cause null when a secret is in it
     */
    TransientKafkaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
