// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.architecture.planted.rule04.llm.plain;

import io.tidemark.runtime.architecture.planted.rule04.llm.serial.KnowsPlain;

public record KnowsSerial(KnowsPlain plain) {}
