// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.util.List;
import java.util.Optional;

/**
 * Some of the windows that live, and where to go on.
 *
 * @param windows all of a key together; there may be none, though more follow
 * @param next where the others are; empty when there are none
 */
public record LivePage(List<LiveWindow> windows, Optional<LiveCursor> next) {
    /** Keeps a copy. */
    public LivePage {
        windows = List.copyOf(windows);
    }
}
