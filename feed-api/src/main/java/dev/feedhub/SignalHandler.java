package dev.feedhub;

/**
 * Handles the signals of {@link EventStream#run}, on the thread that runs it, one at a time, in order.
 *
 * @param <T> the type of the data
 */
@FunctionalInterface
public interface SignalHandler<T> {
    /**
     * Handles one signal. What it throws ends the run and goes to its caller; this signal counts as taken.
     *
     * @param signal an event or a notice
     * @throws InterruptedException if interrupted
     */
    void handle(Signal<T> signal) throws InterruptedException;
}
