// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka as source and sink: {@link io.tidemark.connector.kafka.KafkaSource} reads topics, partition by partition; a sink writes panes, exactly once where its transaction is the commit point of the job.
 */
@NullMarked
package io.tidemark.connector.kafka;

import org.jspecify.annotations.NullMarked;
