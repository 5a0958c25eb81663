package dev.feedhub.store;

import dev.feedhub.Cursor;
import java.util.List;
import java.util.Objects;

/**
 * The answer to a {@link ReadRequest}, taken from a single snapshot. It holds nothing of the store's: payloads are the caller's.
 *
 * @param records the matching records, in the order of the request
 * @param through how far it looked: every matching record of the range up to and including this position is in this page. Where
 *     {@code atEnd}, it is the last position of the range, or where the range is empty the position before it
 * @param atEnd whether nothing of the range is left as of the snapshot; a page that is neither at the end nor has records has used
 *     up {@code maxExamined}, and has moved {@code through}
 * @param span the floor and the newest position of the snapshot
 */
public record RecordPage(List<StoredRecord> records, Cursor through, boolean atEnd, StoreSpan span) {
    /**
     * Keeps the records from changing.
     *
     * @param records the matching records
     * @param through how far it looked
     * @param atEnd whether nothing of the range is left as of the snapshot
     * @param span the floor and the newest position of the snapshot
     */
    public RecordPage {
        records = List.copyOf(records);
        Objects.requireNonNull(through, "through");
        Objects.requireNonNull(span, "span");
    }
}
