// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.yaml;

import io.tidemark.runtime.problem.Mark;

/** A value of a YAML document, with the place where it was written. */
public sealed interface YamlNode permits YamlScalar, YamlSequence, YamlMapping {
    /** Where it begins. */
    Mark mark();

    /** How many nodes it has, itself and what aliases repeat included. */
    long weight();

    /** What it is, for messages: {@code text}, {@code a list}, {@code keys and values}. */
    String kind();
}
