// SPDX-License-Identifier: Apache-2.0
/** The engine that runs jobs: workers, slices, sessions, timers and commits. */
@NullMarked
package io.tidemark.engine;

import org.jspecify.annotations.NullMarked;
