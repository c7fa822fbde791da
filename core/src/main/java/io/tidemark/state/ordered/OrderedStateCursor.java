// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.ordered;

import io.tidemark.state.StateCursor;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks over what a range held when it was made. */
final class OrderedStateCursor implements StateCursor {
    private final String store;
    private final CallGate gate;
    /** The cursors of the backend that are open: whoever takes this one out frees it. */
    private final Set<OrderedStateCursor> open;
    /** Null once there is no more. */
    private @Nullable OrderedWalk walk;

    private boolean onEntry;
    private boolean closed;

    /** Over {@code walk}, or over nothing. */
    OrderedStateCursor(String store, CallGate gate, Set<OrderedStateCursor> open, @Nullable OrderedWalk walk) {
        this.store = store;
        this.gate = gate;
        this.open = open;
        this.walk = walk;
    }

    @Override
    public boolean next() throws IOException {
        long pass = gate.enter();
        try {
            requireNotClosed();
            onEntry = walk != null && walk.next();
            if (!onEntry) {
                free();
            }
            return onEntry;
        } finally {
            gate.leave(pass);
        }
    }

    @Override
    public byte[] key() {
        long pass = gate.enter();
        try {
            return StoreKeys.strip(entry().key());
        } finally {
            gate.leave(pass);
        }
    }

    @Override
    public byte[] value() {
        long pass = gate.enter();
        try {
            return entry().value();
        } finally {
            gate.leave(pass);
        }
    }

    @Override
    public void close() {
        long pass = gate.tryEnter();
        // When the backend is closed, it has freed it or is about to.
        if (pass != 0) {
            try {
                closed = true;
                free();
            } finally {
                gate.leave(pass);
            }
        }
    }

    /** Frees what is native; inside of the gate, or once it is closed. */
    void free() {
        OrderedWalk over = walk;
        walk = null;
        open.remove(this);
        if (over != null) {
            over.close();
        }
    }

    private OrderedWalk entry() {
        requireNotClosed();
        OrderedWalk over = walk;
        if (over == null || !onEntry) {
            throw new IllegalStateException("the cursor on '" + store + "' stands on no entry");
        }
        return over;
    }

    private void requireNotClosed() {
        if (closed) {
            throw new IllegalStateException("the cursor on '" + store + "' is closed");
        }
    }
}
