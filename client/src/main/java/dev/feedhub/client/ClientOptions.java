package dev.feedhub.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Which node a client talks to, and how. A value; each method that is not {@link #of} returns a changed copy.
 *
 * @param node where the node is, as {@code http://127.0.0.1:2112}
 * @param feedCapacity how many items the feed holds that are not known to be stored, from 1 to 1,000,000
 * @param patience how long a read, or the start of a stream, goes on while the node cannot be reached, from 1 ms to a day
 * @param closeTimeout how long {@link FeedhubClient#close} waits for accepted items to be stored, from 0 to a day
 */
public record ClientOptions(URI node, int feedCapacity, Duration patience, Duration closeTimeout) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_CAPACITY = 1_000_000;
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Checks them.
     *
     * @param node where the node is
     * @param feedCapacity how many items the feed holds
     * @param patience how long a read goes on while the node cannot be reached
     * @param closeTimeout how long closing waits
     * @throws IllegalArgumentException if one is not allowed
     */
    public ClientOptions {
        Objects.requireNonNull(node, "node");
        boolean plain = node.getRawQuery() == null && node.getRawFragment() == null && node.getUserInfo() == null;
        boolean web = "http".equals(node.getScheme()) || "https".equals(node.getScheme());
        if (!web || node.getHost() == null || !plain) {
            throw new IllegalArgumentException(
                    "the node is " + node + ": an address as http://127.0.0.1:2112 is allowed");
        }
        if (node.getPort() > MAX_PORT) {
            throw new IllegalArgumentException("the node is " + node + ": a port up to " + MAX_PORT + " is allowed");
        }
        if (feedCapacity < 1 || feedCapacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity " + feedCapacity + " of a feed: from 1 to " + MAX_CAPACITY + " is allowed");
        }
        check("patience", patience, Duration.ofMillis(1));
        check("closeTimeout", closeTimeout, Duration.ZERO);
        String text = node.toString();
        node = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : node;
    }

    private static void check(String name, Duration duration, Duration least) {
        if (Objects.requireNonNull(duration, name).compareTo(least) < 0 || duration.compareTo(DAY) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + duration + ": from " + least + " to " + DAY + " is allowed");
        }
    }

    /**
     * The usual ones.
     *
     * @param node where the node is
     * @return 1,024 items, ten seconds of patience, ten seconds to close
     * @throws IllegalArgumentException if the address is none
     */
    public static ClientOptions of(URI node) {
        return new ClientOptions(node, 1_024, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    /**
     * Holds so many items that are not known to be stored.
     *
     * @param items from 1 to 1,000,000
     * @return the changed copy
     * @throws IllegalArgumentException if that is out of range
     */
    public ClientOptions feedCapacity(int items) {
        return new ClientOptions(node, items, patience, closeTimeout);
    }

    /**
     * Tries so long to reach the node.
     *
     * @param duration from 1 ms to a day
     * @return the changed copy
     * @throws IllegalArgumentException if that is out of range
     */
    public ClientOptions patience(Duration duration) {
        return new ClientOptions(node, feedCapacity, duration, closeTimeout);
    }

    /**
     * Waits so long when closing.
     *
     * @param duration from 0 to a day
     * @return the changed copy
     * @throws IllegalArgumentException if that is out of range
     */
    public ClientOptions closeTimeout(Duration duration) {
        return new ClientOptions(node, feedCapacity, patience, duration);
    }
}
