// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import io.tidemark.llm.format.FieldTree.Node;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds names by their bytes, so that no text has to be made of a name that nobody wants. Open addressing, at most half full.
 *
 * <p>Of each name there is its length and its <em>head</em>, the first eight bytes as a number; few names need more than that to be told apart.
 */
final class NameTable {

    private final int shift;
    private final byte[][] names;
    private final long[] heads;
    private final @Nullable Node[] nodes;

    NameTable(Map<String, Node> children) {
        int slots = Math.max(4, Integer.highestOneBit(children.size()) * 4);
        shift = Long.SIZE - Integer.numberOfTrailingZeros(slots);
        names = new byte[slots][];
        heads = new long[slots];
        nodes = new @Nullable Node[slots];
        children.forEach((name, node) -> put(name.getBytes(StandardCharsets.UTF_8), node));
    }

    private void put(byte[] name, Node node) {
        long head = Words.head(name, 0, name.length);
        int slot = slot(head, name.length);
        while (nodes[slot] != null) {
            slot = next(slot);
        }
        names[slot] = name;
        heads[slot] = head;
        nodes[slot] = node;
    }

    @Nullable
    Node get(byte[] bytes, int from, int to) {
        long head = Words.head(bytes, from, to);
        int slot = slot(head, to - from);
        Node node = nodes[slot];
        while (node != null && !(heads[slot] == head && isName(names[slot], bytes, from, to - from))) {
            slot = next(slot);
            node = nodes[slot];
        }
        return node;
    }

    private static boolean isName(byte[] name, byte[] bytes, int from, int length) {
        return name.length == length && Words.isSame(name, bytes, from);
    }

    private int slot(long head, int length) {
        return (int) (((head + length) * Words.SPREAD) >>> shift);
    }

    private int next(int slot) {
        return (slot + 1) & (nodes.length - 1);
    }
}
