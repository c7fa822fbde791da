// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.tidemark.pane.Pane;
import io.tidemark.runtime.live.LivePanes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One reader of panes. What it gets is written without waiting, when its connection takes it (servlet non-blocking output); until then nothing is kept for it but a number. So one that reads slowly gets the panes later, one that falls far
 * behind misses some, and is told how many by an event {@code missed}, and one that does not read at all for {@link #PATIENCE_NANOS} is closed.
 */
final class PaneStream implements WriteListener, AsyncListener {
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    /** A silent stream says so often that it is there: proxies close what is silent. */
    private static final long SILENCE_NANOS = 10_000_000_000L;

    /** So many panes are looked at, or bytes written, at once: there are other readers. */
    private static final int LOOKED_AT = 4096;

    private static final int CHUNK = 64 << 10;

    private final LivePanes panes;
    private final Predicate<Pane<?>> wanted;
    private final Consumer<PaneStream> onClose;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private @Nullable ServletOutputStream out;
    private long next;
    private long lastWritten = System.nanoTime();
    private boolean isGreeted;
    private boolean isClosed;

    PaneStream(LivePanes panes, long next, Predicate<Pane<?>> wanted, Consumer<PaneStream> onClose) {
        this.panes = panes;
        this.next = next;
        this.wanted = wanted;
        this.onClose = onClose;
    }

    /** Begins to write; the answer says when it is over. */
    CompletableFuture<Boolean> start(AsyncContext async, ServletResponse response) {
        async.addListener(this);
        try {
            ServletOutputStream output = response.getOutputStream();
            synchronized (this) {
                out = output;
            }
            output.setWriteListener(this);
        } catch (IOException | IllegalStateException e) {
            end();
        }
        return done;
    }

    /** Writes what is new, if the connection takes it. */
    synchronized void advance() {
        ServletOutputStream output = out;
        if (isClosed || output == null) {
            return;
        }
        try {
            write(output);
        } catch (IOException e) {
            // The reader has gone.
            end();
        }
    }

    private void write(ServletOutputStream output) throws IOException {
        if (!output.isReady()) {
            if (System.nanoTime() - lastWritten > PATIENCE_NANOS) {
                end();
            }
            return;
        }
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        if (!isGreeted) {
            // So that the reader sees at once that the stream is there, and comes back soon when it ends.
            add(chunk, "retry: 2000\n\n");
            isGreeted = true;
        }
        collect(chunk);
        long now = System.nanoTime();
        if (chunk.size() == 0 && now - lastWritten > SILENCE_NANOS) {
            add(chunk, ": nothing new\n\n");
        }
        if (chunk.size() > 0) {
            lastWritten = now;
            output.write(chunk.toByteArray());
            if (output.isReady()) {
                output.flush();
            }
        }
    }

    private void collect(ByteArrayOutputStream chunk) {
        long end = panes.next();
        long oldest = panes.oldest();
        if (next < oldest) {
            missed(chunk, oldest - next);
            next = oldest;
        }
        for (int looked = 0; next < end && looked < LOOKED_AT && chunk.size() < CHUNK; looked++) {
            LivePanes.Numbered numbered = panes.get(next);
            if (numbered != null && wanted.test(numbered.pane())) {
                add(chunk, "id: " + next + "\nevent: pane\ndata: ");
                chunk.writeBytes(numbered.json());
                add(chunk, "\n\n");
            }
            next++;
        }
    }

    private static void missed(ByteArrayOutputStream chunk, long count) {
        add(chunk, "event: missed\ndata: {\"panes\":" + count + "}\n\n");
    }

    private static void add(ByteArrayOutputStream chunk, String text) {
        chunk.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The connection takes something. */
    @Override
    public void onWritePossible() {
        advance();
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    /** Closes it. */
    void end() {
        synchronized (this) {
            isClosed = true;
        }
        onClose.accept(this);
        done.complete(true);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is started once.
    }
}
