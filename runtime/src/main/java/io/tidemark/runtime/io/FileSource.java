// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.io;

import io.tidemark.llm.format.CsvFormat;
import io.tidemark.llm.format.SourceHeaders;
import io.tidemark.runtime.config.FormatConfig;
import io.tidemark.source.Positions;
import io.tidemark.source.RecordHandler;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.Source;
import io.tidemark.source.SourceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files line by line: each file is a partition, and the number of a record's first line, from 0, its offset. Files are read side by side, some lines of each in turn, so that none is far
 * ahead of the others. Empty lines are no records.
 */
public final class FileSource implements Source {
    private final List<Path> files;
    private final FormatConfig format;
    private final boolean isCsv;
    private final int maxLineBytes;
    private final List<Part> parts = new ArrayList<>();
    private long bytes;
    // Where the next poll begins: with more files than it may yield records, each has its turn.
    private int turn;

    /**
     * A source of {@code files}.
     *
     * @param format of the records: whether files begin with the names of columns, and whether a record may go on in the next line
     * @param maxLineBytes of a longer line only that much and one byte more is read
     */
    public FileSource(List<Path> files, FormatConfig format, int maxLineBytes) {
        this.files = List.copyOf(files);
        this.format = format;
        isCsv = format.isCsv();
        this.maxLineBytes = maxLineBytes;
    }

    @Override
    public void open(Positions positions) throws IOException {
        for (int partition = 0; partition < files.size(); partition++) {
            parts.add(new Part(partition, positions.get(partition, 0)));
            bytes += Files.size(files.get(partition));
        }
    }

    @Override
    public List<Integer> partitions() {
        return IntStream.range(0, files.size()).boxed().toList();
    }

    @Override
    public int poll(RecordHandler handler, int limit) throws IOException {
        List<Part> open = parts.stream().filter(part -> !part.ended).toList();
        if (open.isEmpty()) {
            return EXHAUSTED;
        }
        int share = Math.max(1, limit / open.size());
        int polled = 0;
        for (int i = 0; i < open.size() && polled < limit; i++) {
            polled += open.get(turn % open.size()).poll(handler, Math.min(share, limit - polled));
            turn = (turn + 1) % open.size();
        }
        return polled;
    }

    @Override
    public Positions positions() {
        Map<Integer, Long> next = new HashMap<>();
        parts.forEach(part -> next.put(part.partition, part.line));
        return new Positions(next);
    }

    /** The share of the files that was read. */
    public double share() {
        long read = parts.stream().mapToLong(part -> part.reader.position()).sum();
        return bytes == 0 ? 1 : Math.min(1, (double) read / bytes);
    }

    @Override
    public void close() throws IOException {
        for (Part part : parts) {
            part.reader.close();
        }
    }

    /** One file. */
    private final class Part {
        private final int partition;
        private final LineReader reader;
        private final List<RecordHeader> headers;
        private long line;
        private boolean ended;

        Part(int partition, long firstLine) throws IOException {
            this.partition = partition;
            Path file = files.get(partition);
            reader = new LineReader(Files.newInputStream(file), maxLineBytes);
            headers = headers(file);
            while (line < firstLine && !ended) {
                next();
            }
        }

        private List<RecordHeader> headers(Path file) throws IOException {
            byte[] name = baseName(file).getBytes(StandardCharsets.UTF_8);
            RecordHeader header = new RecordHeader(SourceHeaders.FILE, name);
            byte @Nullable [] columns = format.hasHeaderLine() ? next() : null;
            return columns == null
                    ? List.of(header)
                    : List.of(header, new RecordHeader(SourceHeaders.COLUMNS, columns));
        }

        int poll(RecordHandler handler, int limit) throws IOException {
            int polled = 0;
            while (polled < limit) {
                long offset = line;
                byte @Nullable [] bytes = next();
                if (bytes == null) {
                    break;
                }
                if (bytes.length > 0) {
                    handler.record(new SourceRecord(
                            partition, offset, SourceRecord.NO_TIME, SourceRecord.NO_TIME, headers, bytes));
                    polled++;
                }
            }
            return polled;
        }

        /** The next record: a line, or as many as a quoted cell goes over. */
        private byte @Nullable [] next() throws IOException {
            byte @Nullable [] first = nextLine();
            if (first == null || !isCsv || !CsvFormat.isOpen(first)) {
                return first;
            }
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            record.writeBytes(first);
            for (boolean open = true; open && record.size() <= maxLineBytes; ) {
                byte @Nullable [] more = nextLine();
                if (more == null) {
                    break;
                }
                record.write('\n');
                record.writeBytes(more);
                open = !CsvFormat.isOpen(more);
            }
            return record.toByteArray();
        }

        private byte @Nullable [] nextLine() throws IOException {
            byte @Nullable [] bytes = reader.next();
            if (bytes == null) {
                ended = true;
            } else {
                line++;
            }
            return bytes;
        }
    }

    private static String baseName(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
