package dev.feedhub.conformance;

import dev.feedhub.Cursor;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.StoreSpan;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a store is: a list of records, of which retention has removed the first few. */
final class StoreModel {
    private final List<StoredRecord> all = new ArrayList<>();
    private int removed;

    void append(List<Cursor> cursors, List<Record> batch) {
        for (int i = 0; i < cursors.size(); i++) {
            all.add(new StoredRecord(cursors.get(i), batch.get(i)));
        }
    }

    long trim(long through) {
        long before = removed;
        while (removed < all.size() && all.get(removed).cursor().position() <= through) {
            removed++;
        }
        return removed - before;
    }

    StoreSpan span() {
        Instant newestTime =
                all.isEmpty() ? Instant.MIN : all.get(all.size() - 1).record().time();
        return new StoreSpan(cursorBefore(removed), cursorBefore(all.size()), newestTime);
    }

    Optional<Cursor> firstAtOrAfter(Instant time) {
        return all.subList(removed, all.size()).stream()
                .filter(stored -> !stored.record().time().isBefore(time))
                .map(StoredRecord::cursor)
                .findFirst();
    }

    boolean hasDiverged(ReadRequest request) {
        return isUnknown(request.lower()) || isUnknown(request.upper());
    }

    private boolean isUnknown(@Nullable Bound bound) {
        return bound != null
                && !bound.cursor().equals(Cursor.ORIGIN)
                && all.stream().noneMatch(stored -> stored.cursor().equals(bound.cursor()));
    }

    boolean isTruncated(ReadRequest request) {
        Bound lower = request.lower();
        long floor = span().floor().position();
        return lower != null
                && (lower.inclusive()
                        ? lower.cursor().position() <= floor
                        : lower.cursor().position() < floor);
    }

    /** The records of a request's range, oldest first, whether they match or not. */
    List<StoredRecord> range(ReadRequest request) {
        return all.subList(removed, all.size()).stream()
                .filter(stored ->
                        isAbove(stored.cursor(), request.lower()) && isBelow(stored.cursor(), request.upper()))
                .toList();
    }

    List<StoredRecord> answer(ReadRequest request) {
        List<StoredRecord> answer = new ArrayList<>(range(request));
        answer.removeIf(stored -> !request.filter().matches(stored.record().label()));
        if (request.descending()) {
            Collections.reverse(answer);
        }
        return answer;
    }

    /** Those of an answer that a page up to a position has to hold. */
    List<StoredRecord> through(ReadRequest request, Cursor through) {
        return answer(request).stream()
                .filter(stored -> request.descending()
                        ? stored.cursor().position() >= through.position()
                        : stored.cursor().position() <= through.position())
                .toList();
    }

    List<Cursor> cursors() {
        return all.stream().map(StoredRecord::cursor).toList();
    }

    private static boolean isAbove(Cursor cursor, @Nullable Bound lower) {
        return lower == null
                || cursor.position() > lower.cursor().position()
                || (lower.inclusive() && cursor.equals(lower.cursor()));
    }

    private static boolean isBelow(Cursor cursor, @Nullable Bound upper) {
        return upper == null
                || cursor.position() < upper.cursor().position()
                || (upper.inclusive() && cursor.equals(upper.cursor()));
    }

    private Cursor cursorBefore(int index) {
        return index == 0 ? Cursor.ORIGIN : all.get(index - 1).cursor();
    }
}
