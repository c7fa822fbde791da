// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.http;

import io.javalin.http.Context;
import io.tidemark.pane.Pane;
import io.tidemark.runtime.live.LivePanes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who reads panes as they come. One thread looks for new ones and hands them out; a reader who is slow makes nobody wait, for what is written to it is written when it can take it, by {@link PaneStream}.
 */
final class PaneStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PaneStreams.class);

    private static final long STEP_NANOS = 50_000_000;

    private final LivePanes panes;
    private final int most;
    private final Set<PaneStream> open = ConcurrentHashMap.newKeySet();
    private final Thread distributor = new Thread(this::distribute, "tidemark-panes");
    private volatile boolean isClosed;

    PaneStreams(LivePanes panes, int most) {
        this.panes = panes;
        this.most = most;
        distributor.setDaemon(true);
        distributor.start();
    }

    /** Answers a request with the panes that are {@code wanted}, from the next one on, or after the one that {@code Last-Event-ID} names. */
    void open(Context context, Predicate<Pane<?>> wanted) {
        if (open.size() >= most) {
            context.header("Retry-After", "10");
            throw new HttpProblem(
                    429, "there are " + most + " readers of panes already; close one, or raise 'max_streams'");
        }
        long from = position(context);
        HttpServletRequest request = context.req();
        HttpServletResponse response = context.res();
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("X-Accel-Buffering", "no");
        request.startAsync().setTimeout(0);
        PaneStream stream = new PaneStream(panes, from, wanted, this::closed);
        open.add(stream);
        // The answer is complete when the future is.
        context.future(() -> stream.start(request.getAsyncContext(), response));
    }

    /** Where a reader goes on who was here before. */
    private long position(Context context) {
        String last = context.header("Last-Event-ID");
        if (last == null) {
            return panes.next();
        }
        try {
            long number = Long.parseLong(last);
            return number >= 0 && number < panes.next() ? number + 1 : panes.next();
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest("Last-Event-ID: expected the number of a pane, but got something else");
        }
    }

    private void closed(PaneStream stream) {
        open.remove(stream);
    }

    private void distribute() {
        while (!isClosed) {
            for (PaneStream stream : open) {
                advance(stream);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    /** What goes wrong with one reader is no other's trouble. */
    private static void advance(PaneStream stream) {
        try {
            stream.advance();
        } catch (RuntimeException e) {
            LOG.warn("a stream of panes ends", e);
            stream.end();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(distributor);
        open.forEach(PaneStream::end);
    }
}
