// SPDX-License-Identifier: Apache-2.0
package io.tidemark.state.jdbc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Stands between a client and a server, and can cut a connection when the client commits: the commit never arrives, or it does and its answer never comes back. */
final class CuttingProxy implements AutoCloseable {
    /** What is done with the next commit. */
    enum Commit {
        PASSED,
        LOST,
        ANSWER_LOST
    }

    private static final String COMMIT = "COMMIT";

    private final int port;
    private final ServerSocket listener;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicReference<Commit> next = new AtomicReference<>(Commit.PASSED);

    CuttingProxy(int port) throws IOException {
        this.port = port;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    void nextCommitIs(Commit commit) {
        next.set(commit);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.addAll(List.of(client, server));
            start(() -> passOn(client, server, true));
            start(() -> passOn(server, client, false));
        }
    }

    private void passOn(Socket from, Socket to, boolean isClient) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                boolean commits = isClient && new String(buffer, 0, length, ISO_8859_1).contains(COMMIT);
                Commit todo = commits ? next.getAndSet(Commit.PASSED) : Commit.PASSED;
                if (todo == Commit.LOST) {
                    return;
                }
                if (todo == Commit.ANSWER_LOST) {
                    // Before the server can answer: the answer might be faster than this thread.
                    from.close();
                }
                out.write(buffer, 0, length);
                if (todo == Commit.ANSWER_LOST) {
                    return;
                }
            }
        }
    }

    private static void start(Calls.Action action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (Exception ended) {
                // One of the two hung up.
                Thread.onSpinWait();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
