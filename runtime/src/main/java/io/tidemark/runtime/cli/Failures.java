// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.plugin.PluginException;
import io.tidemark.runtime.problem.ConfigurationException;
import io.tidemark.runtime.problem.Plain;
import io.tidemark.runtime.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Says what failed, in one line for each thing that is wrong. */
final class Failures {
    private Failures() {}

    static boolean isBadUsage(Exception failure) {
        return failure instanceof ConfigurationException || failure instanceof PluginException;
    }

    static List<String> lines(Exception failure) {
        if (failure instanceof ConfigurationException configuration) {
            return configuration.problems().stream().map(Problem::line).toList();
        }
        return List.of(line("tidemark: " + message(failure)));
    }

    /** {@code text} in one line. */
    static String line(String text) {
        return Plain.text(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    private static String message(Throwable failure) {
        if (failure instanceof PluginException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof FileSystemException file) {
            return ofFile(file);
        }
        if (failure instanceof IOException) {
            return failure.getMessage() == null ? failure.toString() : failure.getMessage();
        }
        return cause(failure) instanceof IOException io
                ? message(io)
                : "unexpected " + cause(failure) + "; --stacktrace shows where";
    }

    /** Workers hand on what failed in them as the cause of another exception; what caused that in turn is in its message. */
    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof IOException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String ofFile(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return failure.getFile() + ": there is no such file or directory";
        }
        if (failure instanceof AccessDeniedException) {
            return failure.getFile() + ": access is denied";
        }
        return failure.getFile() + ": " + (failure.getReason() == null ? "cannot be used" : failure.getReason());
    }
}
