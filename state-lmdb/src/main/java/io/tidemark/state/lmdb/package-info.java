// SPDX-License-Identifier: Apache-2.0
/** The state backend on LMDB. */
@NullMarked
package io.tidemark.state.lmdb;

import org.jspecify.annotations.NullMarked;
