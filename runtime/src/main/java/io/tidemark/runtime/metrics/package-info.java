// SPDX-License-Identifier: Apache-2.0
/** Metrics of the job that runs, under the names that {@code docs/metrics.md} lists. */
@NullMarked
package io.tidemark.runtime.metrics;

import org.jspecify.annotations.NullMarked;
