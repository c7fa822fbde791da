// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can happen to one file.
 *
 * @param what it is, for messages
 * @param file relative to the directory it is in
 * @param edit what it makes of the file's content
 */
public record Damage(String what, Path file, Edit edit) {
    private static final int ZEROED = 4096;
    private static final int HEADER = 256;

    /** Damages to each file of {@code directory}: bits flipped, cut at several lengths, partly overwritten by zeros, gone. */
    public static List<Damage> of(Path directory, Random random, int flips) throws IOException {
        List<Damage> damages = new ArrayList<>();
        for (Path file : files(directory)) {
            Path name = directory.relativize(file);
            int length = (int) Files.size(file);
            damages.add(new Damage(name + " deleted", name, content -> null));
            if (length > 0) {
                for (int i = 0; i < flips; i++) {
                    damages.add(flip(name, position(random, length, i % 3), random.nextInt(Byte.SIZE)));
                }
                damages.add(zeros(name, random.nextInt(length)));
                for (int cut :
                        new int[] {0, 1, length / 2, length - 1, random.nextInt(length), random.nextInt(length)}) {
                    damages.add(cut(name, cut));
                }
            }
        }
        return damages;
    }

    /** Makes {@code to} a copy of {@code from} with this damage. */
    public void make(Path from, Path to) throws IOException {
        for (Path source : files(from)) {
            Path name = from.relativize(source);
            Path target = to.resolve(name);
            Files.createDirectories(target.resolveSibling("."));
            byte @Nullable [] content = Files.readAllBytes(source);
            if (name.equals(file)) {
                content = edit.of(content);
            }
            if (content != null) {
                Files.write(target, content);
            }
        }
    }

    /** Deletes {@code directory} and what is in it. */
    public static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** The files in {@code directory}, at any depth. */
    public static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Anywhere, near the beginning or near the end: headers and footers are short, and matter most. */
    private static int position(Random random, int length, int where) {
        int near = Math.min(length, HEADER);
        return switch (where) {
            case 0 -> random.nextInt(length);
            case 1 -> random.nextInt(near);
            default -> length - 1 - random.nextInt(near);
        };
    }

    private static Damage flip(Path name, int position, int bit) {
        return new Damage(name + " with bit " + bit + " of byte " + position + " flipped", name, content -> {
            content[position] ^= (byte) (1 << bit);
            return content;
        });
    }

    private static Damage zeros(Path name, int from) {
        return new Damage(name + " with zeros from byte " + from, name, content -> {
            Arrays.fill(content, from, Math.min(content.length, from + ZEROED), (byte) 0);
            return content;
        });
    }

    private static Damage cut(Path name, int length) {
        return new Damage(name + " cut at " + length, name, content -> Arrays.copyOf(content, length));
    }

    /** Changes a file's content; null means that the file is gone. */
    @FunctionalInterface
    public interface Edit {
        /** What becomes of {@code content}, which may be changed. */
        byte @Nullable [] of(byte[] content);
    }
}
