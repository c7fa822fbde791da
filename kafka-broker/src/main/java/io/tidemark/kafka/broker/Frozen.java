// SPDX-License-Identifier: Apache-2.0
package io.tidemark.kafka.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A process that is stopped by SIGSTOP, until this is closed.
 *
 * <p>A shell sends both signals, and the second one when its standard input ends: so the process goes on, and sees that its own
 * input ended, also when this JVM is killed. Otherwise nothing would ever end it.
 */
final class Frozen implements AutoCloseable {
    private static final String SCRIPT = "kill -STOP \"$0\" && echo stopped && read -r end; kill -CONT \"$0\"";

    private final Process shell;

    private Frozen(Process shell) {
        this.shell = shell;
    }

    static Frozen freeze(long pid) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", SCRIPT, Long.toString(pid))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
            if (!"stopped".equals(reader.readLine())) {
                throw new IllegalStateException("process " + pid + " cannot be stopped; is it running?");
            }
            return new Frozen(shell);
        } catch (IOException e) {
            throw new UncheckedIOException("no shell to stop process " + pid + " with", e);
        }
    }

    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("the shell that holds a process does not listen", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
