// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule01.connector.kafka;

import io.tidemark.runtime.architecture.planted.rule01.runtime.Service;

public record KafkaKnowsRuntime(Service service) {}
