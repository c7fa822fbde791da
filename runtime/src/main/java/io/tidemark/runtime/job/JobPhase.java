// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.job;

import java.util.Locale;

/** What a process does with its job. */
public enum JobPhase {
    /** It is being opened for the first time, or again after a failure. */
    STARTING("the job is starting"),
    /** Another process has its turn. */
    STANDING_BY("another process runs this job, and this one stands by"),
    /** It reads and emits. */
    RUNNING("the job runs"),
    /** Its source is at its end, and everything has been emitted. */
    FINISHED("the job has finished"),
    /** It was told to stop, or has failed. */
    STOPPED("the job has stopped");

    private final String told;

    JobPhase(String told) {
        this.told = told;
    }

    /** In a sentence. */
    public String told() {
        return told;
    }

    /** In JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
