// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Walks over one tree of a file, from its root: every page is where, and what, its parent says; keys ascend, also across pages; and all numbers in its record are right. */
final class TreeWalk {
    private static final int NO_FLAGS = 0;

    private final PageFile file;
    private final Tree tree;
    private final Comparator<byte[]> order;
    /** Pages that some tree has, this one or another one before. */
    private final BitSet used;

    private final Entry visitor;
    private long branches;
    private long leaves;
    private long overflows;
    private long entries;

    TreeWalk(PageFile file, Tree tree, Comparator<byte[]> order, BitSet used, Entry visitor) {
        this.file = file;
        this.tree = tree;
        this.order = order;
        this.used = used;
        this.visitor = visitor;
    }

    void run() throws IOException {
        if (tree.root() != Tree.NO_ROOT) {
            page(tree.root(), 1, null, null);
        }
        if (branches != tree.branches()
                || leaves != tree.leaves()
                || overflows != tree.overflows()
                || entries != tree.entries()
                || (tree.root() == Tree.NO_ROOT && tree.depth() != 0)) {
            throw new CorruptStateException("a tree has other pages or entries than it says");
        }
    }

    /** Walks over what is below page {@code number}, whose keys lie in {@code [from, to)}. */
    private void page(long number, int level, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        use(number, 1);
        Page page = file.page(number);
        boolean leaf = level == tree.depth();
        if (page.flags() != (leaf ? Page.LEAF : Page.BRANCH) || page.nodes() == 0 || !page.isSound()) {
            throw damaged(number);
        }
        if (leaf) {
            leaf(page, from, to);
        } else {
            branch(page, level, from, to);
        }
    }

    private void branch(Page page, int level, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        branches++;
        byte @Nullable [] lower = from;
        for (int i = 0; i < page.nodes(); i++) {
            // A node's key is the lower bound of what is below it; the first one has none, it takes its parent's.
            byte @Nullable [] upper = i + 1 < page.nodes() ? page.key(i + 1) : to;
            if (lower != null && upper != null && order.compare(lower, upper) >= 0) {
                throw damaged(page.number());
            }
            page(page.child(i), level + 1, lower, upper);
            lower = upper;
        }
    }

    private void leaf(Page page, byte @Nullable [] from, byte @Nullable [] to) throws IOException {
        leaves++;
        byte @Nullable [] before = null;
        for (int i = 0; i < page.nodes(); i++) {
            byte[] key = page.key(i);
            boolean low = from != null && order.compare(key, from) < 0;
            boolean high = to != null && order.compare(key, to) >= 0;
            if (low || high || (before != null && order.compare(before, key) >= 0)) {
                throw damaged(page.number());
            }
            entries++;
            visitor.visit(key, page.nodeFlags(i) & ~Page.BIG, value(page, i));
            before = key;
        }
    }

    private byte[] value(Page page, int index) throws IOException {
        byte[] inline = page.inline(index);
        if ((page.nodeFlags(index) & Page.BIG) == NO_FLAGS) {
            return inline;
        }
        long length = page.valueLength(index);
        long first = ByteBuffer.wrap(inline).order(ByteOrder.LITTLE_ENDIAN).getLong();
        use(first, 1);
        Page overflow = file.page(first);
        long pages = overflow.pages();
        // There are more than it takes when the value was longer before.
        boolean enough = pages > 0 && length <= pages * file.pageSize() - Page.HEADER;
        if (overflow.flags() != Page.OVERFLOW || !enough || length > Integer.MAX_VALUE) {
            throw damaged(first);
        }
        use(first + 1, pages - 1);
        overflows += pages;
        return file.read(first * file.pageSize() + Page.HEADER, (int) length);
    }

    private void use(long first, long pages) throws CorruptStateException {
        long last = file.meta().lastPage();
        if (first < 2 || pages > last - first + 1) {
            throw damaged(first);
        }
        for (int page = (int) first; page < first + pages; page++) {
            if (used.get(page)) {
                throw damaged(page);
            }
            used.set(page);
        }
    }

    private static CorruptStateException damaged(long page) {
        return new CorruptStateException("page " + page + " is not what belongs there");
    }

    /** Takes an entry of the tree. */
    @FunctionalInterface
    interface Entry {
        /** Of {@code flags} it gets those of the node, but not where the value is. */
        void visit(byte[] key, int flags, byte[] value) throws IOException;
    }
}
