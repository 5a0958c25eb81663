package dev.feedhub.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a server listens, and what it allows. Each limit bounds what clients can take of memory and threads.
 *
 * @param listen the address; port 0 is any that is free
 * @param maxBodyBytes of a request that is read as a whole, in bytes; and of the answers of a batch before the last of them
 * @param maxBatch requests in a batch of JSON-RPC
 * @param maxListeners listeners held for clients of {@code listen.subscribe}
 * @param maxQueue entries in the queue of each
 * @param maxStreams streams of server-sent events at a time
 * @param maxConnections connections at a time
 * @param clientPatience how long nothing may come of a request that has begun, and how long its body may take if it is read as a whole
 * @param listenerPatience how long a listener is held for which nobody calls
 * @param publishPatience how long a publication waits for room in the feed
 * @param longestWait how long a request waits at most, for an entry or for its items to be durable
 */
public record ServerOptions(
        InetSocketAddress listen,
        int maxBodyBytes,
        int maxBatch,
        int maxListeners,
        int maxQueue,
        int maxStreams,
        int maxConnections,
        Duration clientPatience,
        Duration listenerPatience,
        Duration publishPatience,
        Duration longestWait) {
    /**
     * Checks that everything is positive.
     *
     * @param listen the address
     * @param maxBodyBytes of a request that is read as a whole
     * @param maxBatch requests in a batch of JSON-RPC
     * @param maxListeners listeners held for clients
     * @param maxQueue entries in the queue of each
     * @param maxStreams streams of server-sent events at a time
     * @param maxConnections connections at a time
     * @param clientPatience how long nothing may come of a request that has begun
     * @param listenerPatience how long a listener is held for which nobody calls
     * @param publishPatience how long a publication waits for room in the feed
     * @param longestWait how long a request waits at most
     * @throws IllegalArgumentException if one is not
     */
    public ServerOptions {
        Objects.requireNonNull(listen, "listen");
        requirePositive("maxBodyBytes", maxBodyBytes);
        requirePositive("maxBatch", maxBatch);
        requirePositive("maxListeners", maxListeners);
        requirePositive("maxQueue", maxQueue);
        requirePositive("maxStreams", maxStreams);
        requirePositive("maxConnections", maxConnections);
        requirePositive("clientPatience", clientPatience);
        requirePositive("listenerPatience", listenerPatience);
        requirePositive("publishPatience", publishPatience);
        requirePositive("longestWait", longestWait);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " of a server: at least 1 is allowed");
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(
                    name + " " + Durations.text(value) + " of a server: at least 1ms is allowed");
        }
    }

    /**
     * The defaults.
     *
     * @param listen the address
     * @return bodies of 4 MiB, batches of 100, 1,000 listeners of 8,192 entries, 2,000 streams, 4,096 connections; clients may be
     *     silent for half a minute, listeners are held for two minutes, publications wait for five seconds, requests for a minute
     */
    public static ServerOptions listening(InetSocketAddress listen) {
        return new ServerOptions(
                listen,
                4 << 20,
                100,
                1_000,
                8_192,
                2_000,
                4_096,
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }
}
