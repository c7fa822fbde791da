// SPDX-License-Identifier: Apache-2.0
package io.tidemark.engine;

import java.io.IOException;

/** The state in a checkpoint is that of a view which has been changed since: its windows, accumulators or keys are of another kind now. */
public final class ChangedViewException extends IOException {
    private static final long serialVersionUID = 1;

    ChangedViewException(String view, String then, String now) {
        super("view '" + view + "' was changed since the checkpoint was taken, from " + then + " to " + now
                + "; give the changed view another name, change it back, or begin without the checkpoint");
    }
}
