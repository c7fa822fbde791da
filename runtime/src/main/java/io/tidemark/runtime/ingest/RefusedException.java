// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.ingest;

/** A request is not taken, as a whole: why, and what to do, for the one who sent it. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    static final int UNREADABLE = 400;
    static final int WRONG_PATH = 404;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED = 415;
    static final int FULL = 429;
    static final int UNAVAILABLE = 503;

    private final int status;

    RefusedException(int status, String message) {
        // Where it was made is of no interest, and costs more than the rest of the answer.
        super(message, null, false, false);
        this.status = status;
    }

    /** The job is not there. */
    public static RefusedException notOpen() {
        return new RefusedException(UNAVAILABLE, "the job is not open: it starts, or stops; try again");
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** After so many seconds the same request may be taken; 0 when it never will be. */
    public int retryAfterSeconds() {
        return switch (status) {
            case FULL -> 5;
            case UNAVAILABLE -> 2;
            default -> 0;
        };
    }

    /** What is wrong. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
