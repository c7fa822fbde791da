// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit.job;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An archive that takes nothing until it works again, and remembers how much was offered at once. */
final class Broken implements WindowArchive {
    boolean works;
    int most;

    @Override
    public long claim() {
        return 0;
    }

    @Override
    public void append(List<ArchivedPane> panes) throws IOException {
        most = Math.max(most, panes.size());
        if (!works) {
            throw new IOException("the server is down");
        }
    }

    @Override
    public void forgetAfter(long epoch) {
        // There is nothing.
    }

    @Override
    public List<ArchivedView> views() {
        return List.of();
    }

    @Override
    public void scan(ArchiveRange range, byte @Nullable [] key, ArchiveVisitor visitor) {
        // There is nothing.
    }

    @Override
    public int deleteEndedBefore(long time, int limit) {
        return 0;
    }

    @Override
    public void close() {
        // There is nothing to let go.
    }
}
