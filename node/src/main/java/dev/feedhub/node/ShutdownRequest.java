package dev.feedhub.node;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C, and any other signal that ends the JVM in order, into a request to finish: while this is open the JVM waits for it to be
 * closed before it exits.
 */
final class ShutdownRequest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Runnable action;
    private final Duration patience;
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::awaitFinish, "feedhub-shutdown");

    ShutdownRequest() {
        this(() -> {}, PATIENCE);
    }

    /**
     * A request that acts.
     *
     * @param action what to do when the JVM is asked to exit, on a thread of its own
     * @param patience how long the JVM waits at most
     */
    ShutdownRequest(Runnable action, Duration patience) {
        this.action = action;
        this.patience = patience;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Is counted down when the JVM is asked to exit. */
    CountDownLatch requested() {
        return requested;
    }

    private void awaitFinish() {
        requested.countDown();
        action.run();
        try {
            boolean inTime = finished.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (!inTime) {
                System.err.println("feedhub: gave up waiting for the run to finish");
            }
        } catch (InterruptedException exitAtOnce) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the JVM exit. Idempotent; from any thread; does not wait. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException exiting) {
            // it goes on once this is closed
        }
    }
}
