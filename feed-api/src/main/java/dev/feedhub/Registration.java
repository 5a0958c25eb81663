package dev.feedhub;

/** An action waiting for a {@link Context} to be done. */
public interface Registration extends AutoCloseable {
    /**
     * Unregisters the action, without waiting: one whose turn has not come by then never runs; one that runs, or is about to, goes on.
     *
     * <p>Idempotent; from any thread; takes no notice of interrupts; wakes nobody.
     */
    @Override
    void close();
}
