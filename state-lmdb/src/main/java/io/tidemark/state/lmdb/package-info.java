// SPDX-License-Identifier: Apache-2.0
/** Will hold the state backend on LMDB; there is no code here yet. */
@NullMarked
package io.tidemark.state.lmdb;

import org.jspecify.annotations.NullMarked;
