package dev.feedhub;

/**
 * Reads a store beside the hub that writes it, in the same or in another process.
 *
 * <p><b>Ordering.</b> Cursor order, as the hub's.
 *
 * <p><b>Blocking.</b> Nothing here waits but {@link EventStream#next} and {@link EventStream#run} of its streams, which wait for
 * the store to change.
 *
 * <p><b>Threads.</b> Safe from any thread.
 *
 * <p><b>Lifetime and ownership.</b> Open until closed; it owns its view of the store, and its streams end with it.
 *
 * <p><b>Loss and errors.</b> As those of {@link History} and {@link EventStream}.
 *
 * @param <T> the type of the data
 */
public interface Reader<T> extends AutoCloseable {
    /**
     * Opens a store for reading. Engine and store are found as {@link Hub#open} finds them.
     *
     * @param config the settings
     * @param codec turns what the store holds into data
     * @param <T> the type of the data
     * @return a reader
     * @throws ConfigException if a setting is unknown or not allowed, engine or store are not there, or the store cannot be read
     *     beside a writer; nothing was opened
     * @throws StoreException if the store cannot be opened; nothing was opened
     */
    static <T> Reader<T> open(HubConfig config, Codec<T> codec) {
        return Engines.find().openReader(config, codec);
    }

    /**
     * What the store holds.
     *
     * @return always the same
     */
    History<T> history();

    /**
     * Makes a stream, without waiting. It reads the store to find its start.
     *
     * @param options where it starts and what it wants
     * @return the stream
     * @throws ClosedException if this is closed
     * @throws StoreException if the store cannot be read
     * @rule R-1
     */
    EventStream<T> stream(StreamOptions options);

    /**
     * Closes this and its streams.
     *
     * <p>Idempotent; from any thread; waits only for calls on the store that are in progress. Wakes every stream that waits, whose
     * {@link EventStream#next} then throws {@link ClosedException}. Nothing is queued in a reader. Takes no notice of interrupts.
     */
    @Override
    void close();
}
