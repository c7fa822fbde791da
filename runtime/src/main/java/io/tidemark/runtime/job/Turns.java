// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import java.io.IOException;

/** Whose turn it is, where several processes may run one job. All on one thread. */
public interface Turns extends AutoCloseable {
    /** Where there is no other process. */
    Turns ALWAYS = new Turns() {
        @Override
        public boolean await(long millis) {
            return true;
        }

        @Override
        public void close() {
            // There is nobody to tell.
        }
    };

    /**
     * Whether it is this process's turn, for which it waits up to {@code millis}. Asked with 0 again and again while the job runs: between two answers of true that follow each other, no other
     * process had it.
     *
     * @throws IOException when that cannot be told
     */
    boolean await(long millis) throws IOException;

    /** Gives the turn to the next one. */
    @Override
    void close() throws IOException;
}
