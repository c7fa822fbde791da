// SPDX-License-Identifier: Apache-2.0
/** Time as the engine is given it: clocks, and arithmetic on timestamps that does not overflow. */
@NullMarked
package io.tidemark.time;

import org.jspecify.annotations.NullMarked;
