// SPDX-License-Identifier: Apache-2.0
/** Replay: a script of records and times, read from JSON Lines, on a clock that only the script moves. */
@NullMarked
package io.tidemark.runtime.replay;

import org.jspecify.annotations.NullMarked;
