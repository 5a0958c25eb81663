package dev.feedhub.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Passes requests on to a node, and answers back; where it loses answers, it closes the connection in place of passing one back, or keeps it and
 * passes nothing back on it any more.
 */
final class LosingProxy implements AutoCloseable {
    private final URI node;
    private final ServerSocket listening;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore lost = new Semaphore(0);
    private volatile Answers answers = Answers.PASSED;

    /** What becomes of them. */
    enum Answers {
        PASSED,
        CUT,
        SWALLOWED
    }

    LosingProxy(URI node) throws IOException {
        this(node, 0);
    }

    LosingProxy(URI node, int port) throws IOException {
        this.node = node;
        this.listening = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Of those that come from now on. */
    void let(Answers become) {
        answers = become;
    }

    /** Waits until an answer was lost. */
    void awaitLost() throws InterruptedException {
        lost.acquire();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // as it should be
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(node.getHost(), node.getPort())) {
            threads.execute(() -> pass(client, server));
            InputStream in = server.getInputStream();
            byte[] piece = new byte[1 << 14];
            boolean swallowed = false;
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Answers now = answers;
                swallowed |= now == Answers.SWALLOWED;
                if (now != Answers.PASSED) {
                    lost.release();
                }
                if (now == Answers.CUT) {
                    return;
                } else if (!swallowed) {
                    client.getOutputStream().write(piece, 0, read);
                }
            }
        } catch (IOException cut) {
            // the client comes again
        }
    }

    private static void pass(Socket client, Socket server) {
        try {
            client.getInputStream().transferTo(server.getOutputStream());
        } catch (IOException cut) {
            // the other direction ends this
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        threads.shutdownNow();
    }
}
