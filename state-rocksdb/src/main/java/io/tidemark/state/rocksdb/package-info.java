// SPDX-License-Identifier: Apache-2.0
/** The state backend on RocksDB. */
@NullMarked
package io.tidemark.state.rocksdb;

import org.jspecify.annotations.NullMarked;
