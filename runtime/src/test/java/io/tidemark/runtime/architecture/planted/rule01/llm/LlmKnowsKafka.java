// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule01.llm;

import io.tidemark.runtime.architecture.planted.rule01.connector.kafka.KafkaKnowsRuntime;

public record LlmKnowsKafka(KafkaKnowsRuntime other) {}
