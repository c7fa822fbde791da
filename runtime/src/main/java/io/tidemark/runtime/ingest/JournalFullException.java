// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import java.io.IOException;

/** The journal has no room now. Nothing was kept; it may be sent again later. */
public final class JournalFullException extends IOException {
    private static final long serialVersionUID = 1;

    JournalFullException(String message) {
        super(message);
    }
}
