package dev.feedhub.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes connections on to a server, and cuts all of them again and again, wherever they are. */
public final class CuttingProxy implements AutoCloseable {
    private final URI server;
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService scissors = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger cuts = new AtomicInteger();

    /**
     * Begins to cut.
     *
     * @param server what connections are passed on to
     * @param millis how often all of them are cut
     * @throws IOException if there is no port for it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // they end with this
    public CuttingProxy(URI server, int millis) throws IOException {
        this.server = server;
        threads.submit(this::accept);
        scissors.scheduleAtFixedRate(this::cut, millis, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Where it listens.
     *
     * @param path what follows the address
     * @return as {@code http://127.0.0.1:40000/path}
     */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
    }

    /**
     * How many connections were cut.
     *
     * @return both ends counted
     */
    public int cuts() {
        return cuts.get();
    }

    private Object accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket node = new Socket(server.getHost(), server.getPort());
            open.add(client);
            open.add(node);
            threads.execute(() -> pass(client, node));
            threads.execute(() -> pass(node, client));
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] piece = new byte[700]; // so that events are cut too
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                out.write(piece, 0, read);
            }
        } catch (IOException cut) {
            // what this is for
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void cut() {
        for (Socket socket : open) {
            try {
                cuts.incrementAndGet();
                socket.close();
            } catch (IOException closed) {
                // as it should be
            }
        }
    }

    @Override
    public void close() throws IOException {
        scissors.shutdownNow();
        listening.close();
        cut();
        threads.shutdownNow();
    }
}
