// SPDX-License-Identifier: Apache-2.0
/** Will hold the state backend and the archive on SQL databases; there is no code here yet. */
@NullMarked
package io.tidemark.state.jdbc;

import org.jspecify.annotations.NullMarked;
