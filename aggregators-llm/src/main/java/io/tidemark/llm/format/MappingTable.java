// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The mappings of stacks that are known by name, each in a text file beside this class.
 *
 * <p>A line is a field, a path and a unit, then perhaps {@code WRITTEN=MEANT}, several joined by commas; several lines of one field are in order of preference. A line of
 * {@code #} is a comment. The first other line is {@code version} and the number of the table.
 */
final class MappingTable {
    private static final int COLUMNS = 3;

    private MappingTable() {}

    /** Reads the file {@code name}. */
    static MappingOptions read(String name) {
        InputStream stream = Objects.requireNonNull(MappingTable.class.getResourceAsStream(name), name);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /**
     * The mapping in {@code lines}.
     *
     * @throws IllegalArgumentException when a line is not as described
     */
    static MappingOptions parse(List<String> lines) {
        Map<String, List<FieldMapping.Source>> sources = new LinkedHashMap<>();
        boolean versioned = false;
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!versioned) {
                versioned = line.matches("version [1-9][0-9]*");
                if (!versioned) {
                    throw new IllegalArgumentException("no version before '" + line + "'");
                }
                continue;
            }
            String[] cells = line.strip().split("\\s+", COLUMNS + 1);
            if (cells.length < COLUMNS || CallField.measure(cells[0]).isEmpty()) {
                throw new IllegalArgumentException("not a field, a path and a unit: '" + line + "'");
            }
            sources.computeIfAbsent(cells[0], field -> new ArrayList<>()).add(source(cells));
        }
        Map<String, FieldMapping> fields = new LinkedHashMap<>();
        sources.forEach((field, all) -> fields.put(field, new FieldMapping(all, Optional.empty())));
        return new MappingOptions(false, fields);
    }

    private static FieldMapping.Source source(String[] cells) {
        MappingUnit unit = MappingUnit.named(cells[2])
                .filter(known -> CallField.measure(cells[0]).orElseThrow() == known.measure())
                .orElseThrow(() -> new IllegalArgumentException("no unit of '" + cells[0] + "': '" + cells[2] + "'"));
        Map<String, String> values = new LinkedHashMap<>();
        if (cells.length > COLUMNS) {
            for (String pair : cells[COLUMNS].split(",", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("not WRITTEN=MEANT: '" + pair + "'");
                }
                values.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return new FieldMapping.Source(cells[1], unit, values);
    }
}
