// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.tidemark.benchmarks.peers.window;

import org.jspecify.annotations.NullMarked;
