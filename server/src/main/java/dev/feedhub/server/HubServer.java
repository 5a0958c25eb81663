package dev.feedhub.server;

import dev.feedhub.Cancellable;
import dev.feedhub.Context;
import dev.feedhub.Hub;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves a hub over HTTP until it is closed. The hub is not its own: whoever opened it stops it, after this.
 *
 * <p><b>Threads.</b> Safe from any thread. Each request that waits has a thread: a virtual one where the JVM has them. Searches that last, and
 * streams that are behind, have threads of the system.
 */
public final class HubServer implements AutoCloseable {
    private static final Duration SHUTDOWN_IDLE = Duration.ofMillis(200); // of connections, while it stops
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int THREADS_OF_ITS_OWN = 16;
    private static final int LARGEST_HEAD = 1 << 16; // a stream's filter is in its address

    private final Server server;
    private final ServerConnector connector;
    private final Cancellable session;
    private final ScheduledExecutorService housekeeping;
    private final Future<?> expiry;
    private final HeldListeners held;
    private final Searches searches;
    private final OwnThreads catchingUp = new OwnThreads("feedhub-server-catch-up");

    private HubServer(Hub<byte[]> hub, @Nullable Heartbeat heartbeat, ServerOptions options) {
        QueuedThreadPool threads = threads(options.maxConnections());
        server = new Server(threads);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
        connector.setHost(options.listen().getHostString());
        connector.setPort(options.listen().getPort());
        connector.setIdleTimeout(longestSilence(options.clientPatience()).toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE.toMillis());
        server.addConnector(connector);
        ConnectionRoom connections = new ConnectionRoom(options.maxConnections());
        connector.addBean(connections);
        // as many again can be told that there are too many
        server.addBean(new NetworkConnectionLimit(2 * options.maxConnections(), connector));
        session = Context.background().withCancel();
        held = new HeldListeners(hub, options.maxListeners(), options.listenerPatience());
        housekeeping = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "feedhub-server-housekeeping"));
        long period = Math.max(1, options.listenerPatience().toMillis() / 4);
        expiry = housekeeping.scheduleWithFixedDelay(held::expire, period, period, TimeUnit.MILLISECONDS);
        Publishing publishing = new Publishing(hub.feed(), options);
        RequestBodies bodies = new RequestBodies(
                options.maxBodyBytes(),
                options.clientPatience(),
                new BodyRoom(options.maxBodyBytes(), options.publishPatience()),
                session);
        searches = new Searches(session);
        RpcEndpoint rpc = Methods.endpoint(hub, publishing, heartbeat, held, searches, session, options);
        server.setHandler(new GracefulHandler(new Router(
                connections,
                Origins.of(options.listen()),
                bodies,
                new TreeMap<>(Map.of(
                        "/rpc",
                        new TreeMap<>(Map.of("POST", new RpcOverHttp(rpc, bodies, options.longestWait()))),
                        "/events",
                        new TreeMap<>(Map.of(
                                "GET", new StreamEndpoint(hub, session, catchingUp, options.maxStreams()),
                                "POST", new PublishEndpoint(publishing, session, bodies))))))));
        server.setErrorHandler(new JsonErrors());
        server.setStopTimeout(STOP.toMillis());
    }

    /**
     * Starts to serve.
     *
     * @param hub what is served
     * @param heartbeat what {@code beat.adjust} adjusts
     * @param options where, and what is allowed
     * @return the server, which takes requests
     * @throws IOException if the address cannot be listened on
     */
    public static HubServer start(Hub<byte[]> hub, Heartbeat heartbeat, ServerOptions options) throws IOException {
        return start(new HubServer(hub, heartbeat, options), options);
    }

    /**
     * Starts to serve a hub that has no heartbeat: there is no {@code beat.adjust}.
     *
     * @param hub what is served
     * @param options where, and what is allowed
     * @return the server, which takes requests
     * @throws IOException if the address cannot be listened on
     */
    public static HubServer start(Hub<byte[]> hub, ServerOptions options) throws IOException {
        return start(new HubServer(hub, null, options), options);
    }

    private static HubServer start(HubServer started, ServerOptions options) throws IOException {
        try {
            started.server.start();
            return started;
        } catch (Exception failed) {
            started.close();
            throw new IOException(
                    "cannot listen on " + options.listen().getHostString() + ":"
                            + options.listen().getPort() + ": " + reason(failed),
                    failed);
        }
    }

    private static String reason(Throwable failed) {
        Throwable innermost = failed;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    }

    /**
     * Where it serves.
     *
     * @return as {@code http://127.0.0.1:2112}
     */
    public URI uri() {
        try {
            return new URI("http", null, connector.getHost(), connector.getLocalPort(), null, null, null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Ends serving: takes no more requests, ends those that wait, and lets the others finish, for five seconds at most.
     *
     * <p>Idempotent; from any thread. What was acknowledged is in the hub.
     *
     * @throws IllegalStateException if some did not end in time, and were cut off
     */
    @Override
    public void close() {
        session.close();
        expiry.cancel(false);
        housekeeping.shutdown();
        searches.close();
        catchingUp.close();
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IllegalStateException("requests were cut off that did not end in time", failed);
        } finally {
            held.close();
        }
    }

    /** A little longer, so that no connection is closed just when a wait of so long, or twice, is over and its client sends the next request. */
    private static Duration longestSilence(Duration patience) {
        return patience.plus(patience.dividedBy(30));
    }

    private static QueuedThreadPool threads(int maxConnections) {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("feedhub-server");
        threads.setDaemon(true);
        if (VirtualThreads.areSupported()) {
            threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        } else {
            threads.setMaxThreads(maxConnections + THREADS_OF_ITS_OWN);
        }
        return threads;
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(LARGEST_HEAD);
        return http;
    }

    static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
