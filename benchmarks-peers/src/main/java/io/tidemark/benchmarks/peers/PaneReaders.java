// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Readers of panes over server-sent events: every other one asks, and then reads nothing. */
final class PaneReaders implements AutoCloseable {
    private static final byte[] REQUEST =
            "GET /api/v1/panes HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    /** Of those that do not read, so that it is soon full. */
    private static final int SMALL_BUFFER = 4096;

    private final List<SocketChannel> all = new ArrayList<>();
    private final Selector selector;
    private final Thread thread = new Thread(this::read, "readers");
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private volatile boolean isClosed;

    private PaneReaders(Selector selector) {
        this.selector = selector;
    }

    /** So many of the server at {@code port}. */
    static PaneReaders open(int port, int count) throws IOException {
        PaneReaders readers = new PaneReaders(Selector.open());
        try {
            for (int i = 0; i < count; i++) {
                readers.add(port, i % 2 == 1);
            }
        } catch (IOException e) {
            readers.close();
            throw e;
        }
        readers.thread.setDaemon(true);
        readers.thread.start();
        return readers;
    }

    private void add(int port, boolean isStuck) throws IOException {
        SocketChannel channel = SocketChannel.open();
        all.add(channel);
        if (isStuck) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
        }
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.write(ByteBuffer.wrap(REQUEST));
        if (!isStuck) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
    }

    private void read() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);
        try {
            while (!isClosed) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    int read = ((SocketChannel) key.channel()).read(buffer);
                    if (read < 0) {
                        key.cancel();
                        ended.incrementAndGet();
                    } else {
                        bytes.addAndGet(read);
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            if (!isClosed) {
                ended.addAndGet(all.size());
            }
        }
    }

    /** How much was read so far. */
    long bytes() {
        return bytes.get();
    }

    /** How many that read were closed by the server. */
    long ended() {
        return ended.get();
    }

    @Override
    public void close() throws IOException {
        isClosed = true;
        selector.wakeup();
        for (SocketChannel channel : all) {
            channel.close();
        }
        selector.close();
    }
}
