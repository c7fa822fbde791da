// SPDX-License-Identifier: Apache-2.0
/** Finds plugins and merges them with what is bundled: the one place that knows them all. */
@NullMarked
package io.tidemark.runtime.plugin;

import org.jspecify.annotations.NullMarked;
