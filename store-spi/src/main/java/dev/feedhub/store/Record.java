package dev.feedhub.store;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An encoded item. Its payload is not copied: whoever is given a record owns the array. Records are equal only where they share
 * the array.
 *
 * @param time when its batch was indexed, never before that of an older record
 * @param label its label, possibly empty
 * @param payload the encoded data, possibly empty; null where the item has no data
 */
@SuppressWarnings({"JavaLangClash", "ArrayRecordComponent"}) // the word everywhere; equality is said above
public record Record(Instant time, String label, byte @Nullable [] payload) {
    /**
     * Checks that there are a time and a label.
     *
     * @param time when its batch was indexed
     * @param label its label
     * @param payload the encoded data
     */
    public Record(
            Instant time,
            String label,
            byte @Nullable [] payload) { // compact, it would lose @Nullable in the class file
        this.time = Objects.requireNonNull(time, "time");
        this.label = Objects.requireNonNull(label, "label");
        this.payload = payload;
    }

    /**
     * The size that limits are about.
     *
     * @return the payload's bytes plus the label's characters
     */
    public long bytes() {
        return (payload == null ? 0 : payload.length) + (long) label.length();
    }
}
