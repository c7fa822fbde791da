// SPDX-License-Identifier: Apache-2.0
/**
 * State and checkpoints in SQL databases: H2, which lives in the process and in a file, and PostgreSQL.
 *
 * <p>What the two do differently is behind {@link io.tidemark.state.jdbc.Database}; the rest is the same code and the same tables. {@link io.tidemark.state.jdbc.Writer} is the one
 * that changes state, {@link io.tidemark.state.jdbc.Pool} has the connections of readers.
 */
@NullMarked
package io.tidemark.state.jdbc;

import org.jspecify.annotations.NullMarked;
