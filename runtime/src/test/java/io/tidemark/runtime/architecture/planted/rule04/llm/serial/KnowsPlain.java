// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule04.llm.serial;

import io.tidemark.runtime.architecture.planted.rule04.llm.plain.KnowsSerial;

public record KnowsPlain(KnowsSerial serial) {}
