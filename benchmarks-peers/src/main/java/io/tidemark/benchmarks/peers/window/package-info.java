// SPDX-License-Identifier: Apache-2.0
/** Windows over elements in memory: other engines beside ours and beside loops written by hand. */
@NullMarked
package io.tidemark.benchmarks.peers.window;

import org.jspecify.annotations.NullMarked;
