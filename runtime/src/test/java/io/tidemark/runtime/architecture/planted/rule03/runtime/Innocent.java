// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule03.runtime;

import io.tidemark.runtime.architecture.planted.rule03.state.memory.Table;

/** The runtime knows every backend. */
record Innocent(Table table) {}
