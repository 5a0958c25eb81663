package dev.feedhub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.Positions;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records to append, requests to read them, and how both look in a failure. */
final class Records {
    static final Instant START = Instant.parse("2024-02-29T12:00:00.000000001Z");
    static final ReadRequest ALL =
            new ReadRequest(null, null, LabelFilter.any(), false, Integer.MAX_VALUE, Long.MAX_VALUE);

    private Records() {}

    static Record record(String label, String payload) {
        return new Record(START, label, payload.getBytes(UTF_8));
    }

    static Record at(Instant time, String label) {
        return new Record(time, label, label.getBytes(UTF_8));
    }

    /** Records labelled {@code n/0} to {@code n/2} in turn, whose payloads are the numbers from one on. */
    static List<Record> numbered(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> record("n/" + i % 3, Integer.toString(i)))
                .toList();
    }

    static int number(StoredRecord stored) {
        return Integer.parseInt(new String(payload(stored.record()), UTF_8));
    }

    static byte[] payload(Record record) {
        byte[] payload = record.payload();
        if (payload == null) {
            throw new AssertionError("the payload of " + shown(record) + " is gone");
        }
        return payload;
    }

    static Cursor append(Store store, String label) {
        return store.append(Task.patience(), List.of(record(label, label))).last();
    }

    static List<Cursor> append(Store store, List<Record> batch) {
        Positions positions = store.append(Task.patience(), batch);
        List<Cursor> cursors = new ArrayList<>();
        for (int i = 0; i < positions.count(); i++) {
            cursors.add(new Cursor(positions.at(i), positions.epoch()));
        }
        return cursors;
    }

    static ReadRequest after(Cursor cursor) {
        return between(new Bound(cursor, false), null);
    }

    static ReadRequest from(Cursor cursor) {
        return between(new Bound(cursor, true), null);
    }

    static ReadRequest before(Cursor cursor) {
        return between(null, new Bound(cursor, false));
    }

    static ReadRequest between(@Nullable Bound lower, @Nullable Bound upper) {
        return new ReadRequest(lower, upper, LabelFilter.any(), false, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    static ReadRequest limited(ReadRequest all, int maxRecords, long maxExamined) {
        return new ReadRequest(all.lower(), all.upper(), all.filter(), all.descending(), maxRecords, maxExamined);
    }

    static ReadRequest matching(ReadRequest all, LabelFilter filter) {
        return new ReadRequest(all.lower(), all.upper(), filter, all.descending(), all.maxRecords(), all.maxExamined());
    }

    static ReadRequest newestFirst(ReadRequest all) {
        return new ReadRequest(all.lower(), all.upper(), all.filter(), true, all.maxRecords(), all.maxExamined());
    }

    static RecordPage page(Store store, ReadRequest request) {
        return store.read(Task.patience(), request);
    }

    /** Everything that a request asks for, page after page. */
    static List<StoredRecord> read(Store store, ReadRequest request) {
        List<StoredRecord> read = new ArrayList<>();
        Context ctx = Task.patience();
        ReadRequest rest = request;
        while (true) {
            RecordPage page = store.read(ctx, rest);
            read.addAll(page.records());
            if (page.atEnd()) {
                return read;
            }
            Bound through = new Bound(page.through(), false);
            rest = request.descending()
                    ? limited(newestFirst(matching(between(request.lower(), through), request.filter())), request)
                    : limited(matching(between(through, request.upper()), request.filter()), request);
        }
    }

    private static ReadRequest limited(ReadRequest all, ReadRequest limits) {
        return limited(all, limits.maxRecords(), limits.maxExamined());
    }

    static List<Cursor> cursors(List<StoredRecord> stored) {
        return stored.stream().map(StoredRecord::cursor).toList();
    }

    static List<String> shown(List<StoredRecord> stored) {
        return stored.stream()
                .map(one -> one.cursor() + " " + shown(one.record()))
                .toList();
    }

    static String shown(Record record) {
        byte[] payload = record.payload();
        return record.time() + " \"" + record.label() + "\" "
                + (payload == null
                        ? "none"
                        : payload.length <= 16
                                ? Arrays.toString(payload)
                                : payload.length + " bytes with hash " + Arrays.hashCode(payload));
    }
}
