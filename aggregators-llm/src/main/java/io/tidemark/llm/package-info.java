// SPDX-License-Identifier: Apache-2.0
/** LLM telemetry: its event model, decoders, aggregate functions and presets. */
@NullMarked
package io.tidemark.llm;

import org.jspecify.annotations.NullMarked;
