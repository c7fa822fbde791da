// SPDX-License-Identifier: Apache-2.0
package io.tidemark.llm.format;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paths that a job reads, as a tree of names, so that a decoder walks along while it reads and knows at once what to skip.
 *
 * <p>A dot in a path separates names, but names may hold dots themselves: {@code gen_ai.usage.input_tokens} is found as one name, as three nested ones, and as anything
 * between. Where a record has several of these, the one whose first name is shortest wins, then the second, and so on; of the very same member twice, the last. So the
 * order of different members never counts.
 *
 * <p>A target is what a value is for; a rank says which of two values for one target wins: the lower.
 */
final class FieldTree {
    /** A path of more names is refused: the tree has {@code 2^(names - 1)} ways for it. */
    static final int MAX_NAMES = 12;

    /** All ranks of {@link #add} are below. */
    static final int RANKS = 1 << (MAX_NAMES - 1);

    private final Node root = new Node();

    /** The place of the whole element. */
    Node root() {
        return root;
    }

    /**
     * Adds {@code path}, at ranks from {@code rank} on.
     *
     * @throws IllegalArgumentException when it has too many names
     */
    void add(String path, int target, int rank) {
        add(root, path, target, rank);
    }

    /** Adds a member whose name is {@code name} as a whole, dots and all. */
    void addName(String name, int target, int rank) {
        root.member(name).want(target, rank);
    }

    /** Adds {@code path} below the member {@code name} of the element. */
    void addBelow(String name, String path, int target, int rank) {
        add(root.member(name), path, target, rank);
    }

    private static void add(Node from, String path, int target, int rank) {
        if (path.chars().filter(c -> c == '.').count() >= MAX_NAMES) {
            throw new IllegalArgumentException("field '" + path + "' has more than " + MAX_NAMES + " names");
        }
        from.add(path, target, rank, RANKS >> 1);
    }

    /** A place in the record. */
    static final class Node {
        private final Map<String, Node> children = new HashMap<>();
        private NameTable table = new NameTable(Map.of());
        private int[] targets = new int[0];
        private int[] ranks = new int[0];

        /** The member {@code name}, or null when nobody wants anything of it. */
        @Nullable
        Node child(String name) {
            return children.get(name);
        }

        /** The same for the name that {@code bytes} have in {@code [from, to)}. */
        @Nullable
        Node child(byte[] bytes, int from, int to) {
            return table.get(bytes, from, to);
        }

        /** Whether anything is wanted from within. */
        boolean isInner() {
            return !children.isEmpty();
        }

        /** How many targets want the value here. */
        int size() {
            return targets.length;
        }

        /** One of them. */
        int target(int index) {
            return targets[index];
        }

        /** Its rank. */
        int rank(int index) {
            return ranks[index];
        }

        /** Adds every way of joining the names of {@code path}; a dot within a name sets its bit of the rank, the first dot that of {@code bit}. */
        private void add(String path, int target, int rank, int bit) {
            int joined = rank;
            int next = bit;
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                member(path.substring(0, dot)).add(path.substring(dot + 1), target, joined, next >> 1);
                joined |= next;
                next >>= 1;
            }
            member(path).want(target, joined);
        }

        /** The member {@code name}, made if missing. The table is made here, not when it is first asked: who reads may be on any thread. */
        private Node member(String name) {
            Node member = children.get(name);
            if (member == null) {
                member = new Node();
                children.put(name, member);
                table = new NameTable(children);
            }
            return member;
        }

        private void want(int target, int rank) {
            targets = Arrays.copyOf(targets, targets.length + 1);
            ranks = Arrays.copyOf(ranks, ranks.length + 1);
            targets[targets.length - 1] = target;
            ranks[ranks.length - 1] = rank;
        }
    }
}
