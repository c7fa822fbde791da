// SPDX-License-Identifier: Apache-2.0
package io.tidemark.archive;

import java.io.IOException;

/** Takes panes that are read from an archive. */
@FunctionalInterface
public interface ArchiveVisitor {
    /** The next pane. */
    void pane(ArchivedPane pane) throws IOException;
}
