package dev.feedhub;

/** A {@link Context} that can be cancelled, by closing it. */
public sealed interface Cancellable extends Context, AutoCloseable permits CancellableContext {
    /**
     * Cancels this and all that descend from it, ending every call that waits on one of them.
     *
     * <p>Idempotent: the first call runs the registered actions, on the calling thread, and returns when they have run. From
     * any thread. Waits for nothing but those actions. Wakes every call that waits on this subtree; each ends with {@link
     * CancelledException} and no effect. Takes no notice of interrupts.
     *
     * @rule
     */
    @Override
    void close();
}
