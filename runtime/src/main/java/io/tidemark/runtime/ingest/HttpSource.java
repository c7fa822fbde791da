// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

import io.tidemark.runtime.config.IngestConfig;
import io.tidemark.source.Lagging;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.Source;
import io.tidemark.source.Trimmable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Yields the records of a {@link Journal}, which {@link Ingest} fills while the source is open: one partition, whose offsets are the numbers of the records. It has no end. A record's own timestamp is the time at which it came.
 */
public final class HttpSource implements Source, Lagging, Trimmable {
    private static final int PARTITION = 0;

    private final Path directory;
    private final IngestConfig config;
    private final Ingest ingest;
    private final Consumer<String> warnings;
    private @Nullable Journal journal;
    private volatile @Nullable JournalReader reader;

    /**
     * A source whose journal is in {@code directory}.
     *
     * @param ingest takes the records
     * @param warnings takes what somebody should know although work goes on
     */
    public HttpSource(Path directory, IngestConfig config, Ingest ingest, Consumer<String> warnings) {
        this.directory = directory;
        this.config = config;
        this.ingest = ingest;
        this.warnings = warnings;
    }

    /** Where records are handed in. */
    public Ingest ingest() {
        return ingest;
    }

    @Override
    public void open(Positions positions) throws IOException {
        Journal opened = Journal.open(directory, config.maxDiskBytes(), warnings);
        journal = opened;
        reader = opened.read(positions.get(PARTITION, opened.begin()));
        ingest.begin(opened);
    }

    @Override
    public List<Integer> partitions() {
        return List.of(PARTITION);
    }

    @Override
    public int poll(RecordHandler handler, int limit) throws IOException {
        return opened().poll(handler, limit);
    }

    @Override
    public Positions positions() {
        return new Positions(Map.of(PARTITION, opened().next()));
    }

    @Override
    public SortedMap<String, Long> lag() {
        JournalReader open = reader;
        return open == null ? new TreeMap<>() : new TreeMap<>(Map.of("journal", open.lag()));
    }

    @Override
    public void trim(Positions oldest) throws IOException {
        if (journal != null) {
            journal.trim(oldest.get(PARTITION, 0));
        }
    }

    @Override
    public void close() throws IOException {
        Journal closedLast = journal;
        JournalReader closedFirst = reader;
        journal = null;
        reader = null;
        try (closedLast;
                closedFirst) {
            ingest.end();
        }
    }

    private JournalReader opened() {
        JournalReader open = reader;
        if (open == null) {
            throw new IllegalStateException("the source is not open");
        }
        return open;
    }
}
