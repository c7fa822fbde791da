// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.archive.ArchiveRange;
import io.tidemark.archive.ArchiveVisitor;
import io.tidemark.archive.ArchivedPane;
import io.tidemark.archive.ArchivedView;
import io.tidemark.archive.WindowArchive;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An archive whose calls fail at random. A batch whose {@code append} failed is there as a whole or not there, as the protocol says. Closing never fails. */
public final class FailingWindowArchive implements WindowArchive {
    private final WindowArchive archive;
    private final Faults faults;

    /** Makes calls of {@code archive} fail. */
    public FailingWindowArchive(WindowArchive archive, Faults faults) {
        this.archive = archive;
        this.faults = faults;
    }

    @Override
    public long claim() throws IOException {
        faults.before("claim");
        return archive.claim();
    }

    @Override
    public void append(List<ArchivedPane> panes) throws IOException {
        faults.around("append of " + panes.size(), () -> archive.append(panes));
    }

    @Override
    public void forgetAfter(long epoch) throws IOException {
        faults.around("forgetAfter " + epoch, () -> archive.forgetAfter(epoch));
    }

    @Override
    public List<ArchivedView> views() throws IOException {
        faults.before("views");
        return archive.views();
    }

    @Override
    public void scan(ArchiveRange range, byte @Nullable [] key, ArchiveVisitor visitor) throws IOException {
        faults.before("scan");
        archive.scan(range, key, visitor);
    }

    @Override
    public int deleteEndedBefore(long time, int limit) throws IOException {
        faults.before("deleteEndedBefore " + time);
        return archive.deleteEndedBefore(time, limit);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
