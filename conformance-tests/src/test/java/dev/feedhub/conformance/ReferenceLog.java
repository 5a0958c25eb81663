package dev.feedhub.conformance;

import dev.feedhub.Cursor;
import dev.feedhub.store.StoredRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything ever appended, in a file or not; what retention removed is only marked so. */
class ReferenceLog {
    private final List<StoredRecord> all = new ArrayList<>();
    private final @Nullable Path file;
    private int removed;

    ReferenceLog(@Nullable Path file) {
        this.file = file;
        refresh();
    }

    /** Reads the file anew, if there is one. */
    void refresh() {
        if (file != null && Files.exists(file)) {
            all.clear();
            removed = ReferenceFile.read(file, all);
        }
    }

    void add(List<StoredRecord> batch) {
        all.addAll(batch);
        save();
    }

    void remove(int count) {
        removed += count;
        save();
    }

    void save() {
        if (file != null) {
            ReferenceFile.write(file, all, removed);
        }
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
