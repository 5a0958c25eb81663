package dev.feedhub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item that is in the store, with its cursor and time.
 *
 * <p>An entry delivered live carries the very instance that was published; one read back is decoded from its stored
 * payload when {@link #data()} is first asked for.
 *
 * <p>Safe from any thread; equal only to itself.
 *
 * @param <T> the type of the data
 */
public interface Entry<T> {
    /**
     * What names this entry.
     *
     * @return its cursor
     */
    Cursor cursor();

    /**
     * When its batch was indexed.
     *
     * @return a time never before that of an entry with a smaller cursor
     * @rule H-8
     */
    Instant time();

    /**
     * The label it was published under.
     *
     * @return the label, possibly empty
     */
    String label();

    /**
     * The data it was published with.
     *
     * @return the data, or null where it was published without
     * @throws DecodeException if the codec cannot decode the stored payload, each time it is asked for
     */
    @Nullable
    T data();
}
