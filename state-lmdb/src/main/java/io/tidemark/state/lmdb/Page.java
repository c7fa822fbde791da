// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.lmdb;

import java.nio.ByteBuffer;

/** A page of an LMDB file: a header, pointers to nodes, free room, nodes. See MDB_page and MDB_node in mdb.c of LMDB 0.9; all numbers are little-endian. */
final class Page {
    static final int BRANCH = 0x01;
    static final int LEAF = 0x02;
    static final int OVERFLOW = 0x04;
    static final int META = 0x08;
    static final int HEADER = 16;
    /** A node's value is on overflow pages. */
    static final int BIG = 0x01;
    /** A node's value is the root of another tree. */
    static final int TREE = 0x02;

    private static final int NODE_HEADER = 8;
    private static final int POINTER = 2;

    private final ByteBuffer bytes;

    /** The page in {@code bytes}, which is little-endian and holds just it. */
    Page(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    long number() {
        return bytes.getLong(0);
    }

    int flags() {
        return unsigned(10);
    }

    /** How many pages an overflow page goes on for. */
    long pages() {
        return Integer.toUnsignedLong(bytes.getInt(12));
    }

    int nodes() {
        return (unsigned(12) - HEADER) / POINTER;
    }

    /** Whether the nodes lie where nodes can lie: after this, reading one does not leave the page. */
    boolean isSound() {
        int lower = unsigned(12);
        int upper = unsigned(14);
        if (lower < HEADER || lower % POINTER != 0 || lower > upper || upper > bytes.capacity()) {
            return false;
        }
        for (int i = 0; i < nodes(); i++) {
            int node = node(i);
            if (node < upper || node + NODE_HEADER > bytes.capacity() || end(node) > bytes.capacity()) {
                return false;
            }
        }
        return true;
    }

    byte[] key(int index) {
        int node = node(index);
        return copy(node + NODE_HEADER, keyLength(node));
    }

    /** The page that a node of a branch leads to. */
    long child(int index) {
        int node = node(index);
        return Integer.toUnsignedLong(bytes.getInt(node)) | (long) unsigned(node + 4) << 32;
    }

    int nodeFlags(int index) {
        return unsigned(node(index) + 4);
    }

    /** How long the value of a leaf's node is, wherever it is. */
    long valueLength(int index) {
        return Integer.toUnsignedLong(bytes.getInt(node(index)));
    }

    /** What is in the page of a leaf's node: its value, or the number of the page where that begins. */
    byte[] inline(int index) {
        int node = node(index);
        return copy(node + NODE_HEADER + keyLength(node), (int) inlineLength(node));
    }

    /** Copies {@code length} bytes from {@code at}. */
    byte[] copy(int at, int length) {
        byte[] copy = new byte[length];
        bytes.get(at, copy);
        return copy;
    }

    private long end(int node) {
        boolean leaf = (flags() & LEAF) != 0;
        return node + NODE_HEADER + keyLength(node) + (leaf ? inlineLength(node) : 0);
    }

    private long inlineLength(int node) {
        return (unsigned(node + 4) & BIG) != 0 ? Long.BYTES : Integer.toUnsignedLong(bytes.getInt(node));
    }

    private int keyLength(int node) {
        return unsigned(node + 6);
    }

    private int node(int index) {
        return unsigned(HEADER + index * POINTER);
    }

    private int unsigned(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }
}
