// SPDX-License-Identifier: Apache-2.0
/** Whole jobs from topic to topic, beside those of other stream processors on the same broker. */
@NullMarked
package io.tidemark.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
