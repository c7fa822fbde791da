// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.connector.kafka.KafkaMembership;
import io.tidemark.runtime.host.Host;
import io.tidemark.sink.DeadLetterSink;
import java.util.Optional;

/**
 * What a sink may have to know of the job that runs.
 *
 * @param host the process
 * @param membership its place in the consumer group, when the source is in Kafka
 * @param deadLetters where the job's dead letters go, when it has such an output
 */
public record JobContext(Host host, Optional<KafkaMembership> membership, Optional<DeadLetterSink> deadLetters) {}
