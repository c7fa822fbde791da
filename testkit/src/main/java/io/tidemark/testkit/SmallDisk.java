// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;

/** A file system in memory that is soon full. Only Linux has it, and only root may mount it; elsewhere the test that wants one is skipped and says so. */
public final class SmallDisk implements AutoCloseable {
    private final Path root;
    private final Path ballast;

    private SmallDisk(Path root) {
        this.root = root;
        this.ballast = root.resolve("ballast");
    }

    /** Mounts one of {@code size} MiB at {@code root}, which exists. Three quarters of it are taken, to be freed later: who rewrites what it has needs as much again. */
    public static SmallDisk mount(Path root, int size) throws IOException, InterruptedException {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size + "m", "tidemark", root.toString());
        Assumptions.assumeTrue(mounted, "a small tmpfs could not be mounted here; it takes Linux and root");
        SmallDisk disk = new SmallDisk(root);
        byte[] taken = new byte[(3 * size) << 18];
        new Random(1).nextBytes(taken);
        Files.write(disk.ballast, taken);
        return disk;
    }

    /** Frees what was taken at first. */
    public void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    @Override
    public void close() throws IOException {
        try {
            // Lazily: a backend that failed may still hold files.
            if (!run("umount", "-l", root.toString())) {
                throw new IOException("could not unmount " + root);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while unmounting " + root, e);
        }
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // There is no such command on this system.
            return false;
        }
    }
}
