package dev.feedhub.store;

import dev.feedhub.Cursor;
import java.time.Instant;
import java.util.Objects;

/**
 * What a store holds: the records after the floor, through the newest. Where both are equal it holds none.
 *
 * @param floor the newest position that retention has removed, or {@link Cursor#ORIGIN}
 * @param newest the newest position ever appended, or {@link Cursor#ORIGIN}; it stays when its record is removed
 * @param newestTime the time of the newest position ever appended, or {@link Instant#MIN}
 */
public record StoreSpan(Cursor floor, Cursor newest, Instant newestTime) {
    /**
     * Checks that there are all three.
     *
     * @param floor the newest position that retention has removed
     * @param newest the newest position ever appended
     * @param newestTime the time of the newest position ever appended
     */
    public StoreSpan {
        Objects.requireNonNull(floor, "floor");
        Objects.requireNonNull(newest, "newest");
        Objects.requireNonNull(newestTime, "newestTime");
    }
}
