// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.element.InvalidReason;
import io.tidemark.element.Row;
import io.tidemark.llm.format.FieldTree.Node;
import io.tidemark.source.Decoder;
import io.tidemark.source.ElementCollector;
import io.tidemark.source.RecordHeader;
import io.tidemark.source.SourceRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CsvFormat} describes. */
final class CsvDecoder implements Decoder<Row> {
    private final FieldTree tree = new FieldTree();
    private final Scalar value = new Scalar();
    private final RowFiller filler;
    private final Elements elements;
    private final int maxRecordBytes;
    private final List<@Nullable Node> given;
    // Of the header that was seen last: partitions are read in runs, and all records of a file carry one array.
    private byte[] header = new byte[0];
    private @Nullable List<@Nullable Node> columns;

    CsvDecoder(RowPlan plan) {
        filler = new RowFiller(plan);
        elements = new Elements(plan);
        maxRecordBytes = plan.options().maxRecordBytes();
        plan.addTo(tree);
        given = nodes(plan.options().columns());
    }

    private List<@Nullable Node> nodes(List<String> names) {
        List<@Nullable Node> nodes = new ArrayList<>();
        names.forEach(name -> nodes.add(tree.root().child(name)));
        return nodes;
    }

    @Override
    public void decode(SourceRecord record, ElementCollector<Row> out) {
        byte[] bytes = record.value();
        if (bytes == null) {
            out.invalid(InvalidReason.UNDECODABLE, "the record has no value");
        } else if (bytes.length > maxRecordBytes) {
            out.invalid(InvalidReason.TOO_LARGE, JsonDecoder.tooLong(bytes.length, maxRecordBytes));
        } else {
            elements.clear();
            String defect = parse(record, bytes);
            if (defect != null) {
                out.invalid(InvalidReason.UNDECODABLE, defect);
            } else {
                elements.emit(out);
            }
        }
    }

    /** Reads the record into {@link #elements}; what is wrong with it, or null. */
    private @Nullable String parse(SourceRecord record, byte[] bytes) {
        String line = text(bytes);
        if (line == null) {
            return "the record is not UTF-8";
        }
        if (line.isEmpty()) {
            return "the record is empty";
        }
        List<@Nullable Node> layout = columns(record);
        if (layout == null || layout.isEmpty()) {
            return "the names of the columns are not known: the source gave no header line, and the job no columns";
        }
        filler.begin();
        String defect = fill(new CsvCells(line), layout);
        if (defect == null) {
            elements.add(filler, filler.type(), record, bytes);
        }
        return defect;
    }

    private @Nullable String fill(CsvCells cells, List<@Nullable Node> layout) {
        int index = 0;
        for (; cells.hasNext(); index++) {
            String cell = cells.next();
            if (cell == null) {
                return "cell " + (index + 1) + " has a quote where none may be";
            }
            Node node = index < layout.size() ? layout.get(index) : null;
            if (node != null) {
                put(node, cell, cells.wasQuoted());
            }
        }
        return index == layout.size() ? null : "the record has " + index + " cells for " + layout.size() + " columns";
    }

    private void put(Node node, String cell, boolean quoted) {
        if (quoted && cell.isEmpty()) {
            value.setText(cell);
        } else {
            value.setUntyped(cell);
        }
        filler.put(node, value);
    }

    /** The columns of the record's header, or those of the job; null when its header is unreadable. */
    private @Nullable List<@Nullable Node> columns(SourceRecord record) {
        for (RecordHeader candidate : record.headers()) {
            if (candidate.name().equals(SourceHeaders.COLUMNS)) {
                if (candidate.value() != header) {
                    header = candidate.value();
                    columns = read(header);
                }
                return columns;
            }
        }
        return given;
    }

    private @Nullable List<@Nullable Node> read(byte[] names) {
        String line = text(names);
        if (line == null) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        for (CsvCells rest = new CsvCells(line); rest.hasNext(); ) {
            String cell = rest.next();
            if (cell == null) {
                return null;
            }
            cells.add(cell);
        }
        return nodes(cells);
    }

    /** {@code bytes} as text, without a byte order mark and a last line break; null when they are not UTF-8. */
    private static @Nullable String text(byte[] bytes) {
        if (!Utf8.isValid(bytes, 0)) {
            return null;
        }
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int from = marked ? 3 : 0;
        int end = bytes.length;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
