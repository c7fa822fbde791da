// SPDX-License-Identifier: Apache-2.0
package com.example.logbook;

import io.tidemark.state.KeyRange;
import io.tidemark.state.ordered.OrderedDatabase;
import io.tidemark.state.ordered.OrderedWalk;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All entries in a sorted map, and the steps that made them in a file. */
final class Logbook implements OrderedDatabase {
    private final LogFile file;

    /** Never changed once it is here: a step makes another one, so readers need no lock and a walk goes on as it began. */
    private volatile SortedMap<byte[], byte[]> entries;

    private Logbook(LogFile file, SortedMap<byte[], byte[]> entries) {
        this.file = file;
        this.entries = entries;
    }

    static Logbook open(Place place) throws IOException {
        LogFile file = LogFile.open(place);
        try {
            SortedMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);
            file.replay(step -> Step.replay(step, entries));
            return new Logbook(file, entries);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] value = entries.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public OrderedWalk walk(KeyRange range) {
        return new Walk(entries.subMap(range.from(), range.to()));
    }

    @Override
    public void write(long bytes, Writing writing) throws IOException {
        SortedMap<byte[], byte[]> next = new TreeMap<>(entries);
        Step step = new Step(next);
        writing.into(step);
        file.append(step.toByteArray());
        entries = next;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
