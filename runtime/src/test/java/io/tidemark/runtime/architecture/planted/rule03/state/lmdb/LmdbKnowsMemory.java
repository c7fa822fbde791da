// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule03.state.lmdb;

import io.tidemark.runtime.architecture.planted.rule03.state.memory.Table;

record LmdbKnowsMemory(Table table) {}
