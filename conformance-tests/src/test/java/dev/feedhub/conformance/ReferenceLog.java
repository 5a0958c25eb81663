package dev.feedhub.conformance;

import dev.feedhub.Cursor;
import dev.feedhub.store.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/** Everything ever appended; what retention removed is only marked so. */
final class ReferenceLog {
    private final List<StoredRecord> all = new ArrayList<>();
    private int removed;

    void add(List<StoredRecord> batch) {
        all.addAll(batch);
    }

    void remove(int count) {
        removed += count;
    }

    List<StoredRecord> all() {
        return all;
    }

    List<StoredRecord> held() {
        return all.subList(removed, all.size());
    }

    Cursor floor() {
        return removed == 0 ? Cursor.ORIGIN : all.get(removed - 1).cursor();
    }
}
