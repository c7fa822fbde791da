// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.StampedLock;

/**
 * Lets calls in while it is open; whoever closes it waits until the last one is out. Native memory must not be freed under a call in another thread: that takes
 * the whole process down.
 *
 * <pre>{@code
 * long pass = gate.enter();
 * try {
 *     return database.get(key);
 * } finally {
 *     gate.leave(pass);
 * }
 * }</pre>
 *
 * <p>Passing costs two atomic writes. Trap: who is inside and closes the gate waits for itself.
 */
final class CallGate {
    /** Taken by every call to read, and to write by {@link #close}, which never gives it back. */
    private final StampedLock calls = new StampedLock();
    /** Asked first, so that calls that come one after the other in several threads cannot keep {@link #close} waiting for ever. */
    private final AtomicBoolean closed = new AtomicBoolean();

    private final String whose;

    /** An open one. {@code whose} begins the message of {@link #enter}: {@code <whose> is closed}. */
    CallGate(String whose) {
        this.whose = whose;
    }

    /**
     * Goes in.
     *
     * @return the pass to {@link #leave} with
     * @throws IllegalStateException when it is closed
     */
    long enter() {
        long pass = tryEnter();
        if (pass == 0) {
            throw new IllegalStateException(whose + " is closed");
        }
        return pass;
    }

    /** Goes in, unless it is closed: then it returns 0, with which nobody may {@link #leave}. */
    long tryEnter() {
        return closed.get() ? 0 : calls.tryReadLock();
    }

    /** Goes out. */
    void leave(long pass) {
        calls.unlockRead(pass);
    }

    /**
     * Closes it and waits until everyone is out.
     *
     * @return true the first time; later ones return at once, whether or not the first is done
     */
    boolean close() {
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        calls.writeLock();
        return true;
    }
}
