// SPDX-License-Identifier: Apache-2.0
/** Will hold the Kafka source, sink and dead-letter sink; there is no code here yet. */
@NullMarked
package io.tidemark.connector.kafka;

import org.jspecify.annotations.NullMarked;
