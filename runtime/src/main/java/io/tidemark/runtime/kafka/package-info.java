// SPDX-License-Identifier: Apache-2.0
/** Kafka in a job that runs: its source, sinks and outputs, and whose turn it is of several processes. */
@NullMarked
package io.tidemark.runtime.kafka;

import org.jspecify.annotations.NullMarked;
