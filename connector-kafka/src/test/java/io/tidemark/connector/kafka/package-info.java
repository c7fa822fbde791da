// SPDX-License-Identifier: Apache-2.0
/** Tests of the Kafka connector, against a real broker in this JVM. */
@NullMarked
package io.tidemark.connector.kafka;

import org.jspecify.annotations.NullMarked;
