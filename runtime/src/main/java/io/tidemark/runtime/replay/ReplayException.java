// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.replay;

import java.io.IOException;

/** An input tells the replay to do what it cannot. The message says where. */
public final class ReplayException extends IOException {
    private static final long serialVersionUID = 1;

    ReplayException(String message) {
        super(message);
    }
}
