// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks of the engine's parts. */
@NullMarked
package io.tidemark.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
