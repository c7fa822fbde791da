// SPDX-License-Identifier: Apache-2.0
/** A real Kafka broker in a process of its own. */
@NullMarked
package io.tidemark.kafka.broker;

import org.jspecify.annotations.NullMarked;
