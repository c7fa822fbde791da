// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.io.IOException;

/** A record is well-formed, but not what its format says. The message is for people, and tells nothing of what the record holds. */
final class Undecodable extends IOException {
    private static final long serialVersionUID = 1;

    Undecodable(String message) {
        super(message);
    }
}
