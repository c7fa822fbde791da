// SPDX-License-Identifier: Apache-2.0
/** Triggers: when a window fires. */
@NullMarked
package io.tidemark.trigger;

import org.jspecify.annotations.NullMarked;
