// SPDX-License-Identifier: Apache-2.0
/** Will hold the state backend on RocksDB; there is no code here yet. */
@NullMarked
package io.tidemark.state.rocksdb;

import org.jspecify.annotations.NullMarked;
