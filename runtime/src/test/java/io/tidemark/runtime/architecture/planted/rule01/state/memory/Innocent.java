// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule01.state.memory;

import io.tidemark.runtime.architecture.planted.rule01.window.CoreKnowsLlm;

/** A plugin that uses core, as it should. */
record Innocent(CoreKnowsLlm core) {}
