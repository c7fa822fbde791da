// SPDX-License-Identifier: Apache-2.0
package io.tidemark.codec;

import java.io.IOException;

/** Bytes of state or of a checkpoint are not what was written: damaged, truncated, or not ours (rule R3). */
public final class CorruptStateException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a message that says what is wrong and where. */
    public CorruptStateException(String message) {
        super(message);
    }

    /** With what led to it. */
    public CorruptStateException(String message, Throwable cause) {
        super(message, cause);
    }
}
