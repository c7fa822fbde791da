// SPDX-License-Identifier: Apache-2.0
/** The same view as a program of Kafka Streams and of Flink, each as somebody who knows it well would write it. */
@NullMarked
package io.tidemark.benchmarks.peers.program;

import org.jspecify.annotations.NullMarked;
