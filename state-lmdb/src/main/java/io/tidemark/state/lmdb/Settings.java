// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

/**
 * How an LMDB is opened.
 *
 * @param mapSize how large the file may get, in bytes
 * @param readers how many reads there may be at once, open cursors included
 * @param verify whether the file is checked before LMDB sees it
 */
record Settings(long mapSize, int readers, boolean verify) {}
