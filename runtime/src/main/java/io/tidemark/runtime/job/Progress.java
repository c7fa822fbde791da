// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

/** Watches a job that runs. */
@FunctionalInterface
public interface Progress {
    /** Watches nothing. */
    Progress NONE = (records, watermark) -> {};

    /**
     * The job has gone on.
     *
     * @param records read so far
     * @param watermark the lowest of any view
     */
    void update(long records, long watermark);
}
