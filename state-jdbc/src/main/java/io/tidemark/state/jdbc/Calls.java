// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import io.tidemark.checkpoint.BlobExistsException;
import io.tidemark.checkpoint.FencedException;
import io.tidemark.codec.CorruptStateException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes calls on a database for as long as it is open, and turns what goes wrong in them into the errors of the SPI. */
final class Calls {
    private final String who;
    private final Database database;
    private final Secrets secrets;
    private volatile boolean closed;

    /** {@code who} begins every message: {@code the postgres state backend of 'costs'}. */
    Calls(String who, Database database, Secrets secrets) {
        this.who = who;
        this.database = database;
        this.secrets = secrets;
    }

    /** Makes {@code call}; {@code doing} tells in a message what could not be done. */
    <T> T run(String doing, Call<T> call) throws IOException {
        requireOpen();
        try {
            return call.run();
        } catch (IllegalArgumentException e) {
            // Ours: the caller asked for what cannot be. Other unchecked ones come from H2, when it meets damage that
            // it did not expect.
            throw e;
        } catch (SQLException | IOException | RuntimeException e) {
            throw failed(doing, e);
        }
    }

    /** As {@link #run}, of a call without a result. */
    void perform(String doing, Action action) throws IOException {
        run(doing, () -> {
            action.run();
            return true;
        });
    }

    void requireOpen() {
        if (closed) {
            throw closed(null);
        }
    }

    /** From now on calls are refused, and those under way that fail say that it is closed. False when it was closed before. */
    synchronized boolean close() {
        boolean wasOpen = !closed;
        closed = true;
        return wasOpen;
    }

    /** What {@link #close} failed with. */
    IOException notClosed(SQLException error) {
        return new IOException(
                who + " is closed, but not well: " + database.diagnose(error).reason(), secrets.masked(error));
    }

    /** For what is given back: once everything is closed, that it was taken away already is no error. */
    void ignoreIfClosed(String doing, Exception error) throws IOException {
        if (!closed) {
            throw failed(doing, error);
        }
    }

    private IOException failed(String doing, Exception error) {
        if (closed) {
            throw closed(secrets.masked(error));
        }
        if (error instanceof BlobExistsException
                || error instanceof FencedException
                || error instanceof InterruptedIOException) {
            return (IOException) error;
        }
        String message = who + " could not " + doing + ": ";
        if (error.getCause() instanceof InterruptedException) {
            InterruptedIOException interrupted = new InterruptedIOException(message + "its thread was interrupted");
            interrupted.initCause(error.getCause());
            return interrupted;
        }
        if (error instanceof IOException ours) {
            return error instanceof CorruptStateException
                    ? new CorruptStateException(message + ours.getMessage(), ours)
                    : new IOException(message + ours.getMessage(), ours);
        }
        Trouble trouble = error instanceof SQLException known
                ? database.diagnose(known)
                : Trouble.broken("the database failed in a way that it does not explain");
        Exception cause = secrets.masked(error);
        return trouble.kind() == Trouble.Kind.CORRUPT
                ? new CorruptStateException(message + trouble.reason(), cause)
                : new IOException(message + trouble.reason(), cause);
    }

    private IllegalStateException closed(@Nullable Throwable cause) {
        return new IllegalStateException(who + " is closed", cause);
    }

    /** A call with a result. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws SQLException, IOException;
    }

    /** A call without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws SQLException, IOException;
    }
}
