// SPDX-License-Identifier: Apache-2.0
/**
 * What backends over an embedded database have in common: {@link io.tidemark.state.ordered.OrderedStateBackend} makes a {@link io.tidemark.state.StateBackend} of anything that is one
 * ordered map of bytes with atomic batches.
 */
@NullMarked
package io.tidemark.state.ordered;

import org.jspecify.annotations.NullMarked;
