// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

/** What the process ends with. */
final class ExitCodes {
    /** Done. */
    static final int DONE = 0;

    /** Failed while running. */
    static final int FAILED = 1;

    /** Bad usage or configuration. */
    static final int BAD_USAGE = 2;

    private ExitCodes() {}
}
