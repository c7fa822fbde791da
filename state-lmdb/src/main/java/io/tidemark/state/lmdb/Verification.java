// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.codec.CorruptStateException;
import io.tidemark.state.ordered.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/** Checks the whole file of an environment that nobody has open. */
final class Verification {
    /*
     * LMDB has no checksums and trusts what it maps: a page number beyond the end of the file is a SIGBUS, a length that was changed leads anywhere, an internal check that fails
     * calls abort(). Any of them ends the process, and a wrong number among the free pages makes the next batch overwrite what is in use. So before LMDB sees the file we walk over it
     * with our own eyes: over all trees (TreeWalk), over the list of free pages, and over the checksum of every entry. It reads each page once.
     *
     * What is left are bytes that mean nothing: free pages, room between nodes, the older meta page. If the newer one is damaged so that the older one counts, that is the state before
     * the last batch, whole, as its checkpoint id says: LMDB keeps the pages of one transaction back.
     */
    private static final int INTEGER_KEYS = 0x08;
    private static final Comparator<byte[]> AS_NUMBERS =
            Comparator.comparing(Verification::number, Long::compareUnsigned);

    private final PageFile file;
    private final BitSet used = new BitSet();
    private final BitSet free = new BitSet();

    private Verification(PageFile file) {
        this.file = file;
    }

    /** Checks the file at {@code place}, if there is one. */
    static void of(Place place) throws IOException {
        Path data = place.directory().resolve("data.mdb");
        // A process that was killed when it had just begun leaves an empty file, which LMDB fills.
        if (Files.exists(data) && Files.size(data) > 0) {
            try (PageFile file = PageFile.open(data)) {
                new Verification(file).run();
            } catch (CorruptStateException e) {
                throw place.damaged("data.mdb: " + e.getMessage());
            }
        }
    }

    private void run() throws IOException {
        Meta meta = file.meta();
        require(meta.lastPage() > 0 && meta.lastPage() < Integer.MAX_VALUE, "the number of the last page");
        require(meta.free().flags() == INTEGER_KEYS, "the flags of the free pages");
        new TreeWalk(file, meta.free(), AS_NUMBERS, used, this::freed).run();
        walk(meta.main(), this::named);
        require(!free.intersects(used), "the free pages");
    }

    private void walk(Tree tree, TreeWalk.Entry visitor) throws IOException {
        require(tree.flags() == 0 && tree.pad() == 0, "the flags of a tree");
        new TreeWalk(file, tree, Arrays::compareUnsigned, used, visitor).run();
    }

    private void named(byte[] name, int flags, byte[] tree) throws IOException {
        require(LmdbDatabase.NAMES.contains(new String(name, StandardCharsets.US_ASCII)), "the name of a tree");
        require(flags == Page.TREE && tree.length == Tree.BYTES, "the record of a tree");
        walk(Tree.of(tree, 0), Verification::entry);
    }

    private static void entry(byte[] key, int flags, byte[] sealed) throws CorruptStateException {
        require(flags == 0 && Sealed.isWhole(key, sealed), "an entry");
    }

    /** Pages that a transaction has freed: how many there are, then they, descending. */
    private void freed(byte[] transaction, int flags, byte[] pages) throws CorruptStateException {
        ByteBuffer numbers = ByteBuffer.wrap(pages).order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = flags == 0
                && transaction.length == Long.BYTES
                && pages.length >= Long.BYTES
                && numbers.getLong() == pages.length / Long.BYTES - 1;
        require(whole && Long.compareUnsigned(number(transaction), file.meta().transaction()) <= 0, "the free pages");
        while (numbers.remaining() >= Long.BYTES) {
            long page = numbers.getLong();
            require(page >= 2 && page <= file.meta().lastPage() && !free.get((int) page), "the free pages");
            free.set((int) page);
        }
    }

    private static long number(byte[] key) {
        return key.length == Long.BYTES
                ? ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getLong()
                : 0;
    }

    private static void require(boolean sound, String what) throws CorruptStateException {
        if (!sound) {
            throw new CorruptStateException(what + " cannot be right");
        }
    }
}
