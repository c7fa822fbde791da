// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule01.window;

import io.tidemark.runtime.architecture.planted.rule01.llm.LlmKnowsKafka;

public record CoreKnowsLlm(LlmKnowsKafka plugin) {}
