package dev.feedhub.store.memory.tests;

import dev.feedhub.Context;
import dev.feedhub.Cursor;
import dev.feedhub.HubConfig;
import dev.feedhub.LabelFilter;
import dev.feedhub.Query.Bound;
import dev.feedhub.store.ReadRequest;
import dev.feedhub.store.Record;
import dev.feedhub.store.RecordPage;
import dev.feedhub.store.Store;
import dev.feedhub.store.StoreConfig;
import dev.feedhub.store.StoreConfig.Access;
import dev.feedhub.store.StoreProvider;
import dev.feedhub.store.StoredRecord;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;

/** Memory stores, as a hub finds and uses them. */
final class MemoryStores {
    static final Context CTX = Context.background();
    static final Instant START = Instant.parse("2024-02-29T12:00:00Z");
    static final ReadRequest ALL =
            new ReadRequest(null, null, LabelFilter.any(), false, Integer.MAX_VALUE, Long.MAX_VALUE);

    /** What each record counts as, besides its bytes, towards {@code maxBytes}. */
    static final int OVERHEAD = 64;

    /** How many records a chunk has at most. */
    static final int CHUNK = 1_024;

    private MemoryStores() {}

    static StoreProvider provider() {
        return ServiceLoader.load(StoreProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("memory"))
                .findFirst()
                .orElseThrow();
    }

    static Store open() {
        return open(Map.of());
    }

    static Store open(Map<String, String> options) {
        return open(Access.WRITE, options);
    }

    static Store open(Access access, Map<String, String> options) {
        HubConfig.Builder config = HubConfig.builder();
        options.forEach((name, value) -> config.set("feedhub.store.memory." + name, value));
        return provider().open(CTX, new StoreConfig(access, config.build()));
    }

    static Record record(String label, int payloadBytes) {
        return record(START, label, payloadBytes);
    }

    static Record record(Instant time, String label, int payloadBytes) {
        return new Record(time, label, new byte[payloadBytes]);
    }

    static List<Record> records(int count, String label, int payloadBytes) {
        return IntStream.range(0, count)
                .mapToObj(i -> record(label, payloadBytes))
                .toList();
    }

    static ReadRequest all(LabelFilter filter, long maxExamined) {
        return new ReadRequest(null, null, filter, false, Integer.MAX_VALUE, maxExamined);
    }

    static ReadRequest after(ReadRequest request, Cursor through) {
        Bound rest = new Bound(through, false);
        return new ReadRequest(
                request.descending() ? request.lower() : rest,
                request.descending() ? rest : request.upper(),
                request.filter(),
                request.descending(),
                request.maxRecords(),
                request.maxExamined());
    }

    /** The positions of everything a request asks for, page after page, of which each gets on. */
    static List<Long> positions(Store store, ReadRequest request) {
        List<Long> positions = new ArrayList<>();
        RecordPage page = store.read(CTX, request);
        while (true) {
            page.records().stream().map(MemoryStores::position).forEach(positions::add);
            if (page.atEnd()) {
                return positions;
            }
            Cursor through = page.through();
            page = store.read(CTX, after(request, through));
            if (page.through().equals(through)) {
                throw new AssertionError("a page after " + through + " looked no further");
            }
        }
    }

    static long position(StoredRecord stored) {
        return stored.cursor().position();
    }

    static Bound bound(Store store, long position, boolean inclusive) {
        long epoch = store.span(CTX).newest().epoch();
        return new Bound(position == 0 ? Cursor.ORIGIN : new Cursor(position, epoch), inclusive);
    }

    static long floor(Store store) {
        return store.span(CTX).floor().position();
    }

    static long newest(Store store) {
        return store.span(CTX).newest().position();
    }

    /** A batch whose second record cannot be got when the batch is walked through for the second time. */
    static List<Record> failingHalfWay(Record first) {
        return new AbstractList<>() {
            private int walks;

            @Override
            public Record get(int index) {
                walks += index;
                if (walks > 1) {
                    throw new IllegalStateException("walked through twice");
                }
                return first;
            }

            @Override
            public int size() {
                return 2;
            }
        };
    }
}
