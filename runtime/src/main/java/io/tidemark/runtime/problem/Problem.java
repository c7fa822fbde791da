// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.problem;

/**
 * One thing that is wrong, told in one line.
 *
 * @param mark where
 * @param path the key's path, joined by dots; empty when no key is meant
 * @param message what is wrong and what to do, without any secret
 */
public record Problem(Mark mark, String path, String message) {
    /** The line for people: {@code job.yaml:12: stream_processing.parallelism: expected ...}. */
    public String line() {
        return Plain.text(mark + ": " + (path.isEmpty() ? "" : path + ": ") + message);
    }

    @Override
    public String toString() {
        return line();
    }
}
