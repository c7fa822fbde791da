// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import java.io.IOException;

/** Someone else may write, and this one may not. */
final class TakenException extends IOException {
    private static final long serialVersionUID = 1;

    TakenException(String message) {
        super(message);
    }
}
