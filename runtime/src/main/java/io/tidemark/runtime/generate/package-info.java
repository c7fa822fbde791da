// SPDX-License-Identifier: Apache-2.0
/** Synthetic events at a steady rate, to a file, a stream or Kafka. */
@NullMarked
package io.tidemark.runtime.generate;

import org.jspecify.annotations.NullMarked;
