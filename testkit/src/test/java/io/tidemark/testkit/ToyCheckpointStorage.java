// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import io.tidemark.checkpoint.BlobExistsException;
import io.tidemark.checkpoint.BlobNames;
import io.tidemark.checkpoint.CheckpointStorage;
import io.tidemark.checkpoint.StoredBlob;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A storage that can be told to make one mistake. */
final class ToyCheckpointStorage implements CheckpointStorage {
    /** What it can be told to do wrong. */
    enum Mistake {
        NONE,
        OVERWRITES,
        SAME_CONTENT_MAY_BE_PUT_AGAIN,
        LOOKS_THEN_WRITES,
        SHOWS_HALF_A_BLOB,
        LISTS_UNSORTED,
        LISTS_ONE_PAGE,
        LISTS_WHOLE_DIRECTORIES,
        DELETING_NOTHING_FAILS,
        DELETES_NOTHING,
        NAMES_UNCHECKED,
        KEEPS_CALLERS_ARRAYS,
        HANDS_OUT_ITS_ARRAYS,
        FORGETS_WHEN_CLOSED,
        CLOSE_IGNORED
    }

    /** What outlives a storage. */
    static final class Disk {
        private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
        private final AtomicInteger looks = new AtomicInteger();
    }

    private final Disk disk;
    private final Mistake mistake;
    private volatile boolean closed;

    ToyCheckpointStorage(Disk disk, Mistake mistake) {
        this.disk = disk;
        this.mistake = mistake;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        check(name);
        byte[] kept = mistake == Mistake.KEEPS_CALLERS_ARRAYS ? content : content.clone();
        if (mistake == Mistake.OVERWRITES) {
            disk.blobs.put(name, kept);
        } else if (mistake == Mistake.LOOKS_THEN_WRITES) {
            requireNone(name, disk.blobs.get(name), content);
            awaitAnotherLook();
            disk.blobs.put(name, kept);
        } else {
            if (mistake == Mistake.SHOWS_HALF_A_BLOB) {
                disk.blobs.put(name, Arrays.copyOf(content, content.length / 2));
                pause();
                disk.blobs.remove(name);
            }
            requireNone(name, disk.blobs.putIfAbsent(name, kept), content);
        }
    }

    @Override
    public byte @Nullable [] get(String name) {
        check(name);
        byte[] content = disk.blobs.get(name);
        return content == null || mistake == Mistake.HANDS_OUT_ITS_ARRAYS ? content : content.clone();
    }

    @Override
    public List<StoredBlob> list(String prefix) {
        requireOpen();
        BlobNames.checkPrefix(prefix);
        Stream<StoredBlob> blobs = disk.blobs.entrySet().stream()
                .filter(blob -> isListed(prefix, blob.getKey()))
                .map(blob -> new StoredBlob(blob.getKey(), blob.getValue().length));
        Comparator<StoredBlob> order = Comparator.comparing(StoredBlob::name);
        return blobs.sorted(mistake == Mistake.LISTS_UNSORTED ? order.reversed() : order)
                .limit(mistake == Mistake.LISTS_ONE_PAGE ? 1000 : Integer.MAX_VALUE)
                .toList();
    }

    @Override
    public void delete(String name) throws IOException {
        check(name);
        boolean gone = mistake != Mistake.DELETES_NOTHING && disk.blobs.remove(name) == null;
        if (gone && mistake == Mistake.DELETING_NOTHING_FAILS) {
            throw new IOException("no blob '" + name + "'");
        }
    }

    @Override
    public void close() {
        closed = true;
        if (mistake == Mistake.FORGETS_WHEN_CLOSED) {
            disk.blobs.clear();
        }
    }

    private void requireNone(String name, byte @Nullable [] there, byte[] content) throws IOException {
        boolean same = mistake == Mistake.SAME_CONTENT_MAY_BE_PUT_AGAIN && Arrays.equals(there, content);
        if (there != null && !same) {
            throw new BlobExistsException(name);
        }
    }

    private boolean isListed(String prefix, String name) {
        int slash = name.indexOf('/');
        boolean directory = slash < 0 || prefix.isEmpty() || prefix.length() > slash;
        return name.startsWith(prefix) && (directory || mistake != Mistake.LISTS_WHOLE_DIRECTORIES);
    }

    private void check(String name) {
        requireOpen();
        if (mistake != Mistake.NAMES_UNCHECKED) {
            BlobNames.check(name);
        }
    }

    private void requireOpen() {
        if (closed && mistake != Mistake.CLOSE_IGNORED) {
            throw new IllegalStateException("the toy is closed");
        }
    }

    /** Gives a rival the time to look as well, however busy the machine is; up to 10 s. */
    private void awaitAnotherLook() {
        int own = disk.looks.incrementAndGet();
        long begin = System.nanoTime();
        while (own == 1 && disk.looks.get() == 1 && System.nanoTime() - begin < 10_000_000_000L) {
            Thread.onSpinWait();
        }
    }

    private static void pause() {
        for (int i = 0; i < 100_000; i++) {
            Thread.onSpinWait();
        }
    }
}
