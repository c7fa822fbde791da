// SPDX-License-Identifier: Apache-2.0
/** The state backend that keeps everything on the heap. */
@NullMarked
package io.tidemark.state.memory;

import org.jspecify.annotations.NullMarked;
