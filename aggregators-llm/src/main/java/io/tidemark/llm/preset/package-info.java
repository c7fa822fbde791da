// SPDX-License-Identifier: Apache-2.0
/** Presets: sets of aggregates that go together, by name. */
@NullMarked
package io.tidemark.llm.preset;

import org.jspecify.annotations.NullMarked;
