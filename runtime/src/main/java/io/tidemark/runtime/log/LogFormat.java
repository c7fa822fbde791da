// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.log;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What lines of the log look like. */
public enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON;

    /** The one that options call {@code name}. */
    public static Optional<LogFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
