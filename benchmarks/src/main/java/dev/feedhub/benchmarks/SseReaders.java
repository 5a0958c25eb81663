package dev.feedhub.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Set;

/** Many clients of server-sent events, which one thread reads. They count marks, one of which is in each entry and nowhere else. */
final class SseReaders implements AutoCloseable {
    static final char MARK = '~';

    private final Selector selector = Selector.open();
    private final ByteBuffer piece = ByteBuffer.allocateDirect(1 << 16);
    private final int clients;

    SseReaders(URI server, int clients) throws IOException {
        this.clients = clients;
        for (int i = 0; i < clients; i++) {
            SocketChannel client = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
            client.write(UTF_8.encode("GET /events?start=oldest&heartbeat=20s HTTP/1.1\r\nHost: " + server.getHost()
                    + ":" + server.getPort() + "\r\n\r\n"));
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ);
        }
    }

    /** Waits until each has the beginning of its answer. */
    void awaitStarted() throws IOException {
        Set<SelectionKey> started = new HashSet<>();
        while (started.size() < clients) {
            selector.select();
            started.addAll(selector.selectedKeys());
            readSelected();
        }
    }

    /** Reads until there were so many marks. */
    void readMarks(long marks) throws IOException {
        for (long left = marks; left > 0; left -= readSelected()) {
            selector.select();
        }
    }

    private long readSelected() throws IOException {
        long marks = 0;
        for (SelectionKey key : selector.selectedKeys()) {
            marks += read(key);
        }
        selector.selectedKeys().clear();
        return marks;
    }

    private int read(SelectionKey key) throws IOException {
        piece.clear();
        if (((SocketChannel) key.channel()).read(piece) < 0) {
            throw new EOFException("a stream has ended");
        }
        int marks = 0;
        for (int i = 0; i < piece.position(); i++) {
            marks += piece.get(i) == MARK ? 1 : 0;
        }
        return marks;
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
