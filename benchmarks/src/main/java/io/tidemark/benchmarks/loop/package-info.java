// SPDX-License-Identifier: Apache-2.0
/** The machine's limit: what the engine computes, by hand-written loops over primitive arrays. */
@NullMarked
package io.tidemark.benchmarks.loop;

import org.jspecify.annotations.NullMarked;
